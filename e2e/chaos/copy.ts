import { startEmbeddedPostgres } from "@/db/embedded";
import type { Figure } from "../proofs/proof";
import { judgeDatabase } from "../rebuild/judge";
import type { Run } from "./run";

/**
 * Copies the database's files in the middle of the storm. Apps are killed and lines break meanwhile;
 * only Postgres itself has to stay, as for any copy of a running server.
 */
export function copyDatabase({ world, conductor }: Run, folder: string): void {
  const { postgres, history } = world;
  conductor.beginWhilePostgresStays(async () => {
    history.note("copy", "begins");
    const backup = await postgres.backUp(folder);
    history.note("copy", "is made", backup);
  });
}

/**
 * Starts the copy as a database of its own and lets two days pass: what it knew of must be found by
 * asking, and all that it stores must follow from its evidence. Everything else has to be quiet.
 */
export async function judgeCopy({ world, progress }: Run, folder: string): Promise<Figure[]> {
  progress("the copy of the database starts by itself, and two days pass for it");
  const copy = await startEmbeddedPostgres({ folder });
  try {
    const [apiKey] = world.apiKeys;
    return await judgeDatabase(
      { env: world.env, cronSecret: world.cronSecret, apiKey },
      {
        name: "copy made in the storm",
        databaseUrl: copy.url,
        witnessed: new Set(),
        debits: await world.simulator.ledger(),
      },
    );
  } finally {
    await copy.stop();
  }
}
