import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@/db/embedded";
import { runLoad, type LoadResult } from "../driver/run-load";
import { openDraw } from "../support/draw";
import { scaled, type Figure, type Proof, type ProofContext } from "./proof";

const KILLS = 1_000;
const POOL_SIZES = [1, 3, 10] as const;
const WAYS = ["statement", "transaction"] as const;
/** No request may hang longer than this (the load's own deadline). */
const LONGEST_REQUEST_MS = 10_000;

const sum = (results: LoadResult[], count: (result: LoadResult) => number) =>
  results.reduce((total, result) => total + count(result), 0);

const nameOf = ({ poolSize, way }: LoadResult) =>
  `pool of ${poolSize}, ${way === "statement" ? "single statements" : "transactions"}`;

/** The product's driver: every line is judged. */
function judged(results: LoadResult[], kills: number): Figure[] {
  const none = (name: string, count: (result: LoadResult) => number): Figure => ({
    name: `pg: ${name}`,
    value: sum(results, count),
    must: { be: 0 },
  });
  return [
    ...results.map((result) => ({
      name: `pg, ${nameOf(result)}: backends ended`,
      value: result.kills,
      must: { beAtLeast: kills },
    })),
    {
      name: "pg: of these in the middle of a statement or transaction",
      value: sum(results, ({ busyKills }) => busyKills),
      must: { beAtLeast: results.length },
    },
    { name: "pg: pairs written", value: sum(results, ({ written }) => written) },
    {
      name: "pg: requests refused",
      value: sum(results, ({ refused }) => refused),
      must: { beAtLeast: results.length },
    },
    none("partial writes", ({ partial }) => partial),
    none("answered writes lost", ({ lost }) => lost),
    none("requests not settled within their deadline", ({ hung }) => hung),
    none("programs ended by an uncaught exception", ({ uncaught }) => uncaught),
    none("writes that failed after the last kill", ({ lastWritesFailed }) => lastWritesFailed),
    none("pools that could not be closed", ({ unclosed }) => unclosed),
    {
      name: "pg: longest request",
      value: Math.max(...results.map(({ longestMs }) => longestMs)),
      unit: "ms",
      must: { beAtMost: LONGEST_REQUEST_MS },
    },
  ];
}

/** The checker's driver in the same role: told, not judged; db/DECISIONS.md says what follows. */
const told = (results: LoadResult[]): Figure[] =>
  results.flatMap((result) => [
    { name: `postgres, ${nameOf(result)}: backends ended`, value: result.kills },
    { name: `postgres, ${nameOf(result)}: hung or died`, value: result.hung + result.uncaught },
    { name: `postgres, ${nameOf(result)}: partial writes`, value: result.partial },
  ]);

async function run({ scale, seed, progress }: ProofContext): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "malipo-driver-"));
  const server = await startEmbeddedPostgres({ folder, isDurable: false });
  const kills = scaled(KILLS, { scale });
  const runOver = (driver: "pg" | "postgres", poolSize: number) =>
    Promise.all(
      WAYS.map((way) =>
        runLoad(
          server.url,
          { driver, poolSize, way },
          { kills, draw: openDraw(seed, driver, way, String(poolSize)) },
        ),
      ),
    );
  const runOurs = async () => {
    const ours: LoadResult[] = [];
    for (const poolSize of POOL_SIZES) {
      progress(`pg, pool of ${poolSize}`);
      ours.push(...(await runOver("pg", poolSize)));
    }
    return ours;
  };
  try {
    // Side by side: the others mostly wait, for what never comes.
    const [ours, others] = await Promise.all([
      runOurs(),
      Promise.all(POOL_SIZES.map((size) => runOver("postgres", size))),
    ]);
    return [...judged(ours, kills), ...told(others.flat())];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** That the database driver holds money while its connections are ended (design.md, section 6). */
export const driver: Proof = {
  name: "driver",
  title: "Driver: backends ended under load",
  run,
};
