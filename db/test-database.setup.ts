import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "./embedded";
import { migrateDatabase } from "./migrate";
import { createDatabase, TEST_SERVER_VARIABLE, TEST_TEMPLATE_VARIABLE } from "./test-database";

/** The server of TEST_DATABASE_URL, else an embedded one in a folder that goes with it. */
async function openServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const url = process.env["TEST_DATABASE_URL"];
  if (url !== undefined && url !== "") return { url, close: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), "malipo-test-"));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({ folder, isDurable: false });
    return {
      url: server.url,
      close: async () => {
        await server.stop();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Vitest's global setup of the project "database": one server, one migrated template. */
export default async function setUpTestServer(): Promise<() => Promise<void>> {
  const server = await openServer();
  try {
    const template = await createDatabase(server.url);
    await migrateDatabase(template.url);
    process.env[TEST_SERVER_VARIABLE] = server.url;
    process.env[TEST_TEMPLATE_VARIABLE] = new URL(template.url).pathname.slice(1);
    return async () => {
      await template.drop();
      await server.close();
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
