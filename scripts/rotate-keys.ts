import { openDatabase } from "@/db/client";
import { env } from "@/lib/env";
import { type RotationReport, rotateKeys } from "@/lib/key-rotation/rotate-keys";
import { loadDotEnv } from "./launcher/dot-env";
import { runCommand } from "./launcher/run-command";

const PROGRESS_EVERY_ROWS = 20_000;

/**
 * `npm run keys:rotate`: seals anew, with the first of ENCRYPTION_KEYS, whatever another key sealed.
 * May be stopped and started again at any time, beside the running product. Exit code 0 only when no
 * older key is needed any more.
 */
await runCommand(async () => {
  loadDotEnv();
  const environment = env();
  const { DATABASE_URL, DATABASE_POOLER, ENCRYPTION_KEYS } = environment;
  const older = [...ENCRYPTION_KEYS.byId.keys()].filter((id) => id !== ENCRYPTION_KEYS.activeId);
  console.log(
    `Newest key: ${ENCRYPTION_KEYS.activeId}; older ones: ${older.join(", ") || "none given"}`,
  );
  const { db, close } = openDatabase({
    url: DATABASE_URL,
    pooled: DATABASE_POOLER === "transaction",
    maxConnections: 1,
    applicationName: "malipo-rotate-keys",
    onConnectionError: (error) => console.error(`a database connection ended: ${error.message}`),
  });
  const seen = new Map<string, number>();
  try {
    const report = await rotateKeys(db, environment, (column, rows) => {
      const before = seen.get(column) ?? 0;
      seen.set(column, before + rows);
      const isDue =
        Math.floor((before + rows) / PROGRESS_EVERY_ROWS) > before / PROGRESS_EVERY_ROWS;
      if (isDue) console.error(`… ${column}: ${before + rows} rows`);
    });
    printReport(report, older);
  } finally {
    await close();
  }
});

function printReport({ columns, spool, stillNamed }: RotationReport, older: string[]): void {
  for (const { name, resealed, byKey, unopened } of columns) {
    const values = [...byKey.values()].reduce((sum, count) => sum + count, 0);
    console.log(`${name.padEnd(34)} ${resealed} sealed anew, ${values} in all`);
    for (const { keyId, rows, examples } of unopened) {
      const why = older.includes(keyId) ? "damaged" : `key ${keyId} is not in ENCRYPTION_KEYS`;
      console.error(`  ${rows} cannot be opened (${why}): ${examples.join(", ")}`);
    }
  }
  const files = [...(spool?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  console.log(
    `${"callback spool".padEnd(34)} ${spool === null ? "off on this host" : `${files} files`}`,
  );
  for (const [keyId, places] of stillNamed) {
    console.error(`Key ${keyId} is still needed: ${places.join(", ")}.`);
  }
  if (stillNamed.size > 0) {
    console.error("It has to stand in ENCRYPTION_KEYS; then run this again.");
    process.exitCode = 1;
    return;
  }
  console.log(
    older.length === 0
      ? "Everything is sealed with the newest key."
      : `No value needs ${older.join(", ")} any more. Backups from before still do: keep the old key with them.`,
  );
}
