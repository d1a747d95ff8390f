import { parseArgs } from "node:util";
import { openDatabase } from "@/db/client";
import { env } from "@/lib/env";
import { checkRebuild } from "@/lib/payments/rebuild/check-rebuild";
import { loadDotEnv } from "./launcher/dot-env";
import { LauncherProblem } from "./launcher/problem";
import { runCommand } from "./launcher/run-command";

/** Differences that are printed; the rest is counted. */
const PRINTED = 500;
/** One statement looks through all evidence for receipts that two orders name. */
const STATEMENT_TIMEOUT_MS = 600_000;
const PROGRESS_EVERY_ORDERS = 20_000;

/**
 * `npm run rebuild -- --check`: replays all evidence and compares with what is stored. Exit code 0
 * only when both are identical.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  if (!values.check) {
    throw new LauncherProblem(
      "Say `npm run rebuild -- --check`: it compares what is stored with what the evidence says.\n" +
        "Writing what was rebuilt is not offered.",
    );
  }
  loadDotEnv();
  const { DATABASE_URL, DATABASE_POOLER } = env();
  const { db, close } = openDatabase({
    url: DATABASE_URL,
    pooled: DATABASE_POOLER === "transaction",
    maxConnections: 1,
    applicationName: "malipo-rebuild",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onConnectionError: (error) => console.error(`a database connection ended: ${error.message}`),
  });
  let printed = 0;
  let announced = 0;
  try {
    const counts = await checkRebuild(db, {
      onDifference: ({ orderId, field, stored, rebuilt }) => {
        printed += 1;
        if (printed <= PRINTED) {
          console.log(`${orderId}  ${field}: stored ${stored}, rebuilt ${rebuilt}`);
        }
      },
      onProgress: ({ orders }) => {
        if (orders - announced < PROGRESS_EVERY_ORDERS) return;
        announced = orders;
        console.error(`… ${orders} orders`);
      },
    });
    if (printed > PRINTED) console.log(`… and ${printed - PRINTED} more`);
    const { orders, evidence, unapplied, differences, differing } = counts;
    const waiting = unapplied === 0 ? "" : ` (${unapplied} not applied yet)`;
    const verdict =
      differences === 0 ? "identical" : `${differences} differences in ${differing} orders`;
    console.log(
      `Rebuilt ${orders} orders from ${evidence} pieces of evidence${waiting}: ${verdict}.`,
    );
    if (differences > 0) process.exitCode = 1;
  } finally {
    await close();
  }
});
