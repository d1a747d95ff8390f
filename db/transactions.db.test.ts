import { spawnSync } from "node:child_process";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "./client";
import { createTestDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const open = () =>
  openDatabase({
    url: database.url,
    maxConnections: 1,
    applicationName: "transactions",
    onConnectionError: () => undefined,
  });

const END_BACKENDS = `
  const { Client } = require("pg");
  const client = new Client({ connectionString: process.argv[1] });
  client.connect()
    .then(() => client.query("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'transactions'"))
    .then(() => client.end());`;

/** Ends the pool's backends while this process looks at no socket, so that it finds out by using one. */
function endBackendsUnseen(): void {
  const ended = spawnSync(process.execPath, ["-e", END_BACKENDS, database.url]);
  expect(ended.status, ended.stderr.toString()).toBe(0);
}

it("a transaction whose begin fails gives its connection back", async () => {
  const { db, close } = open();
  await db.execute(sql`select 1`);
  endBackendsUnseen();
  await expect(db.transaction(() => Promise.resolve("begun"))).rejects.toThrow();
  await expect(db.transaction(() => Promise.resolve("begun"))).resolves.toBe("begun");
  await close();
});

it("a transaction that fails leaves nothing and blocks nobody", async () => {
  const { db, close } = open();
  await db.execute(sql`create table if not exists kept (id int)`);
  const failing = db.transaction(async (transaction) => {
    await transaction.execute(sql`insert into kept values (1)`);
    throw new Error("changed its mind");
  });
  await expect(failing).rejects.toThrow("changed its mind");
  await db.transaction((transaction) => transaction.execute(sql`insert into kept values (2)`));
  expect((await db.execute(sql`select id from kept`)).rows).toEqual([{ id: 2 }]);
  await close();
});
