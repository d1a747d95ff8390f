import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { startOwned } from "@/db/owned-process";
import { createDatabase } from "@/db/test-database";
import type { Dice } from "../support/dice";
import { loadReportShape, type LoadReport } from "./load-report";
import { createPairTables, LOAD_VARIABLE, type Load } from "./write-pair";

export type LoadResult = Omit<Load, "url" | "applicationName"> & {
  kills: number;
  /** Of these, in the middle of a statement or a transaction. */
  busyKills: number;
  written: number;
  refused: number;
  /** Pairs of which one row stands alone. */
  partial: number;
  /** Answered writes that are not there. */
  lost: number;
  /** 1 if a request was not settled within its deadline. */
  hung: number;
  longestMs: number;
  lastWritesFailed: number;
  /** The program died, or could not close its pool. */
  uncaught: number;
  unclosed: number;
};

/** After this no more connections are ended, even if the number is not reached. */
const LONGEST_LOAD_MS = 600_000;
/** From "stop" to the report: a request's deadline, the last writes, the pool's end. */
const LAST_WORDS_MS = 40_000;
/** A pool that has had no connection for this long does not open one any more. */
const GIVES_UP_MS = 15_000;
const PAUSE_MS: [number, number] = [4, 24];

/** Ends backends of one load, one at a time, chosen by the dice. */
function openBackendEnder(witness: postgres.Sql, applicationName: string, draw: Dice) {
  /** Told to end; they may be seen for a moment more and must not be counted twice. */
  const told = new Set<number>();
  /** The backend that was told to end, or null when there is none at the moment. */
  return async (): Promise<{ isBusy: boolean } | null> => {
    const found = await witness<{ pid: number; isBusy: boolean }[]>`
      select pid, state <> 'idle' as "isBusy" from pg_stat_activity
      where application_name = ${applicationName} and datname = current_database()
        and state is not null
      order by pid`;
    const fresh = found.filter(({ pid }) => !told.has(pid));
    const chosen = fresh[draw.below(fresh.length)];
    if (chosen === undefined) return null;
    const [ended] = await witness<{ isTold: boolean }[]>`
      select pg_terminate_backend(${chosen.pid}) as "isTold"`;
    told.add(chosen.pid);
    return ended?.isTold === true ? chosen : null;
  };
}

async function startProgram(load: Load) {
  const program = await startOwned({
    name: `the load over ${load.driver}`,
    command: process.execPath,
    args: ["--import", "tsx", "e2e/driver/load.ts"],
    // Not as an argument: it holds a password.
    env: { ...process.env, NODE_ENV: "production", [LOAD_VARIABLE]: JSON.stringify(load) },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const { stdin, stdout, stderr } = program.child;
  if (!stdin || !stdout || !stderr) throw new Error("the load has no pipes");
  stdin.on("error", () => undefined);
  let errors = "";
  stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  if ((await lines.next()).done === true) {
    throw new Error(`the load did not start (${await program.ended}): ${errors}`);
  }
  const lastWords = async (): Promise<LoadReport | null> => {
    stdin.end("stop\n");
    const line = await Promise.race([lines.next(), sleep(LAST_WORDS_MS, null, { ref: false })]);
    if (line === null || line.done === true) return null;
    return loadReportShape.parse(JSON.parse(line.value));
  };
  return { program, lastWords, errors: () => errors };
}

async function compareRows(witness: postgres.Sql, acknowledged: number[]) {
  const [counts] = await witness<{ pairs: number; alone: number }[]>`
    select count(*) filter (where f.id = s.id)::int as pairs,
      count(*) filter (where f.id is null or s.id is null)::int as alone
    from first_rows f full join second_rows s on s.id = f.id`;
  const [kept] = await witness<{ there: number }[]>`
    select count(*)::int as there
    from first_rows join second_rows using (id) where id = any(${acknowledged}::int[])`;
  if (!counts || !kept) throw new Error("the rows cannot be counted");
  return {
    written: counts.pairs,
    partial: counts.alone,
    lost: acknowledged.length - kept.there,
  };
}

/**
 * Runs one load in a program of its own while `kills` of its backends are ended, one after the
 * other; then counts what it left behind. A load that hangs or dies ends early.
 */
export async function runLoad(
  serverUrl: string,
  load: Omit<Load, "url" | "applicationName">,
  options: { kills: number; draw: Dice },
): Promise<LoadResult> {
  const database = await createDatabase(serverUrl);
  const witness = postgres(database.url, { max: 1, onnotice: () => undefined });
  const applicationName = `load-${load.driver}-${load.way}-${load.poolSize}`;
  try {
    await createPairTables(witness);
    const { program, lastWords, errors } = await startProgram({
      ...load,
      url: database.url,
      applicationName,
    });
    const endOne = openBackendEnder(witness, applicationName, options.draw);
    const taken = { kills: 0, busyKills: 0 };
    let lastKillMs = performance.now();
    const endsAtMs = lastKillMs + LONGEST_LOAD_MS;
    while (taken.kills < options.kills && performance.now() < endsAtMs && !program.hasEnded()) {
      const ended = await endOne();
      if (ended !== null) {
        lastKillMs = performance.now();
        taken.kills += 1;
        if (ended.isBusy) taken.busyKills += 1;
      } else if (performance.now() - lastKillMs > GIVES_UP_MS) break;
      await sleep(options.draw.between(...PAUSE_MS));
    }
    const report = await lastWords();
    await program.stop();
    if (report === null && load.driver === "pg") console.error(errors().slice(0, 2_000));
    const rows = await compareRows(witness, report?.acknowledged ?? []);
    const { driver, poolSize, way } = load;
    return {
      ...{ driver, poolSize, way },
      ...taken,
      ...rows,
      refused: report?.refused ?? 0,
      hung: Math.min(1, report?.hung ?? 0),
      longestMs: report?.longestMs ?? 0,
      lastWritesFailed: report?.lastWritesFailed ?? 0,
      uncaught: report === null ? 1 : 0,
      unclosed: report?.hung === 0 && !report.isClosed ? 1 : 0,
    };
  } finally {
    await witness.end({ timeout: 5 });
    await database.drop();
  }
}
