import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { seed as seedMerchant } from "@/scripts/launcher/services";
import { sell, tryAgain, type Sale } from "../rebuild/customers";
import { judgeDatabase } from "../rebuild/judge";
import { takeBackup, type Backup } from "../rebuild/online-backup";
import { MerchantApi } from "../support/api";
import { Simulator, type Faults } from "../support/simulator";
import { startAnotherApp, type Stack } from "../support/stack";
import { scaled, type Figure, type Proof, type ProofContext } from "./proof";

const FULL_PAYMENTS = 2_000;
const PROMPT_TIMEOUT_MS = 4_000;
const LONGEST_DELAY_MS = 3_000;
const QUIET_POLLS = 4;
const MAX_POLLS = 120;

const faultsOf = (seed: string): Faults => ({
  seed,
  autoAnswer: { pay: 0.7, cancel: 0.1, wrongPin: 0.05, ignore: 0.1, insufficient: 0.05 },
  answerDelayMs: [50, 1_500],
  promptTimeoutMs: PROMPT_TIMEOUT_MS,
  callback: {
    drop: 0.15,
    duplicate: 0.2,
    beforeResponse: 0.1,
    lateSuccessAfterFailure: 0.05,
    delayMs: [0, LONGEST_DELAY_MS],
  },
  push: { loseResponse: 0.05, error500: 0.02, latencyMs: [0, 100] },
  query: { inProgressShape: "mixed", wrongFailed: 0.05 },
});

/** Until nothing has happened for longer than any delay: every prompt answered, every callback tried. */
async function waitUntilQuiet(simulator: Simulator): Promise<void> {
  let seen = "";
  for (let poll = 0, same = 0; poll < MAX_POLLS && same < QUIET_POLLS; poll += 1) {
    const [prompts, deliveries] = [await simulator.prompts(), await simulator.deliveries()];
    const open = prompts.filter(({ state }) => state === "open").length;
    const now = `${prompts.length} ${open} ${deliveries.length}`;
    same = now === seen && open === 0 ? same + 1 : 0;
    seen = now;
    await sleep(LONGEST_DELAY_MS / (QUIET_POLLS - 1));
  }
}

type Busy = {
  sales: number;
  again: number;
  soldBefore: number;
  soldMeanwhile: number;
  soldAfter: number;
  backup: Backup;
};

/**
 * Sells, and copies the database's files in the middle: a third is sold before, a third from the
 * beginning of the copy on, a third when both are done.
 */
async function sellAndBackUp(
  api: MerchantApi,
  payments: number,
  backUp: () => Promise<Backup>,
): Promise<Busy> {
  const sales: Sale[] = [];
  const note = (sale: Sale) => void sales.push(sale);
  const part = Math.ceil(payments / 3);
  await sell(api, { from: 0, to: part }, note);
  const soldBefore = sales.length;
  const [{ backup, soldMeanwhile }] = await Promise.all([
    backUp().then((made) => ({ backup: made, soldMeanwhile: sales.length - soldBefore })),
    sell(api, { from: part, to: 2 * part }, note),
  ]);
  await sell(api, { from: 2 * part, to: 3 * part }, note);
  const again = await tryAgain(api, sales);
  const soldAfter = sales.length - soldBefore - soldMeanwhile;
  return { sales: sales.length, again, soldBefore, soldMeanwhile, soldAfter, backup };
}

function describeLoad(busy: Busy, deliveries: { status: number | null; attempt: number }[]) {
  const { backup } = busy;
  const dropped = deliveries.filter(({ status }) => status === null).length;
  const doubled = deliveries.filter(({ attempt }) => attempt > 1).length;
  const figures: Figure[] = [
    { name: "payments started", value: busy.sales + busy.again },
    { name: "callbacks dropped", value: dropped, must: { beAtLeast: 1 } },
    { name: "callbacks delivered twice", value: doubled, must: { beAtLeast: 1 } },
    { name: "sold before the backup", value: busy.soldBefore, must: { beAtLeast: 1 } },
    { name: "sold while it was copied", value: busy.soldMeanwhile, must: { beAtLeast: 1 } },
    { name: "sold after the backup", value: busy.soldAfter, must: { beAtLeast: 1 } },
    { name: "files copied", value: backup.files, must: { beAtLeast: 1 } },
    { name: "size of the copy", value: backup.bytes / 1_048_576, unit: "MiB" },
    { name: "time of the copy", value: backup.seconds, unit: "s" },
  ];
  return figures;
}

async function runIn(folder: string, shared: Stack, context: ProofContext): Promise<Figure[]> {
  const { progress, seed } = context;
  const [originalFolder, restoredFolder] = [join(folder, "original"), join(folder, "restored")];
  const original = await startEmbeddedPostgres({ folder: originalFolder });
  const simulator = new Simulator(shared.simulatorUrl);
  await simulator.reset();
  await migrateDatabase(original.url);
  const access = await seedMerchant(
    { ...shared.env, DATABASE_URL: original.url },
    { simulatorUrl: shared.simulatorUrl, password: shared.access.password },
  );
  const stack: Stack = { ...shared, access, databaseUrl: original.url };
  const judged = { ...stack, apiKey: access.apiKey };
  const app = await startAnotherApp(stack, { DATABASE_URL: original.url });
  const api = new MerchantApi(app.url, access.apiKey);
  await simulator.setFaults(faultsOf(seed));
  const payments = scaled(FULL_PAYMENTS, context);
  progress(`${payments} payments on a durable database, copied in the middle`);
  const busy = await sellAndBackUp(api, payments, () =>
    takeBackup(original.url, originalFolder, restoredFolder),
  );
  await waitUntilQuiet(simulator);
  await app.stop();
  const [debits, deliveries] = [await simulator.ledger(), await simulator.deliveries()];
  await simulator.setFaults({ query: { inProgressShape: "mixed" } });
  const acknowledged = new Set(
    deliveries.filter(({ status }) => status === 200).map((sent) => sent.checkoutRequestId),
  );

  progress("the copy starts as a database of its own, and two days pass");
  const restored = await startEmbeddedPostgres({ folder: restoredFolder });
  const nothing = new Set<string>();
  const ofCopy = await judgeDatabase(judged, {
    name: "copy",
    databaseUrl: restored.url,
    witnessed: nothing,
    debits,
  });
  await restored.stop();
  progress("two days pass for the original");
  const ofOriginal = await judgeDatabase(judged, {
    name: "original",
    databaseUrl: original.url,
    witnessed: acknowledged,
    debits,
  });
  await original.stop();
  await simulator.reset();
  return [
    ...describeLoad(busy, deliveries),
    { name: "debits", value: debits.length, must: { beAtLeast: 1 } },
    ...ofCopy,
    ...ofOriginal,
  ];
}

/** Evidence is enough: what is stored can be made from it again, in a restored backup too. */
export const rebuild: Proof = {
  name: "rebuild",
  title: "Rebuild: all that is stored follows from the evidence, after a backup is restored too",
  run: async (context) => {
    const shared = await context.stack();
    const folder = mkdtempSync(join(tmpdir(), "malipo-rebuild-"));
    try {
      return await runIn(folder, shared, context);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
