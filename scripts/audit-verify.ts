import { parseArgs } from "node:util";
import { asc, eq } from "drizzle-orm";
import { merchants } from "@/db/schema/merchants";
import { verifyAudit } from "@/lib/audit/verify-audit";
import type { Head } from "@/lib/audit/verify-chain";
import { env } from "@/lib/env";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { openRuntime } from "@/lib/runtime";
import { loadDotEnv } from "./launcher/dot-env";
import { LauncherProblem } from "./launcher/problem";
import { runCommand } from "./launcher/run-command";

const USAGE =
  "Say `npm run audit:verify`, or for one merchant `-- --merchant mer_…`, and with a head that you " +
  "kept `--kept 120:9f2c…`.";

/** "120:9f2c…" as this command prints it. */
function readKept(text: string | undefined): Head | null {
  if (text === undefined) return null;
  const [, seq, hash] = /^(\d{1,9}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw new LauncherProblem(USAGE);
  return { seq: Number(seq), hash };
}

/**
 * `npm run audit:verify`: follows the chain of every merchant's audit. Exit code 0 only when none is
 * broken. What a chain cannot show by itself: somebody who may do everything to the database can write
 * all of it anew; then it does not go through a head that was kept elsewhere.
 */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { merchant: { type: "string" }, kept: { type: "string" } },
  });
  const kept = readKept(values.kept);
  if (kept !== null && values.merchant === undefined) throw new LauncherProblem(USAGE);
  loadDotEnv();
  const runtime = openRuntime(env());
  try {
    const found = await runtime.db
      .select({ id: merchants.id, name: merchants.name })
      .from(merchants)
      .where(values.merchant === undefined ? undefined : eq(merchants.id, values.merchant))
      .orderBy(asc(merchants.id));
    if (values.merchant !== undefined && found.length === 0) {
      throw new LauncherProblem(`There is no merchant ${values.merchant}.`);
    }
    let broken = 0;
    for (const { id, name } of found) {
      const verdict = await verifyAudit(asMerchant(runtime, { merchantId: id }), kept);
      if (verdict.ok) {
        const head = verdict.entries === 0 ? "" : `, head ${verdict.head.seq}:${verdict.head.hash}`;
        console.log(`${id}  ${name}: ${verdict.entries} entries, unbroken${head}`);
      } else {
        broken += 1;
        console.log(
          `${id}  ${name}: BROKEN after ${verdict.entries} entries: ${verdict.broken.how}`,
        );
      }
    }
    console.log(
      "Keep each head somewhere else (a mail, a sheet of paper). Unbroken means: nothing was changed " +
        "within the chain.\nWhoever may do everything to the database could have written all of it " +
        "anew; only a head that you kept shows that:\nnpm run audit:verify -- --merchant ID --kept HEAD",
    );
    if (broken > 0) process.exitCode = 1;
  } finally {
    await runtime.close();
  }
});
