import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { migrateDatabase } from "@/db/migrate";
import { seed as seedMerchant } from "@/scripts/launcher/services";
import { FaultProxy } from "../chaos/fault-proxy";
import { PostgresServer } from "../chaos/postgres-server";
import type { Dice } from "../support/dice";
import { openDraw } from "../support/draw";
import type { Phone } from "../support/fixtures";
import { MerchantApi } from "../support/api";
import { Simulator } from "../support/simulator";
import { startAnotherApp, type Stack, type StartedApp } from "../support/stack";
import { PgBouncer } from "./pgbouncer";

const FIRST_NUMBER = 10_000_000;
const NUMBERS = 80_000_000;
const FAR_AWAY = 1_000_000;

/** Two apps, a Postgres of their own, and between them what makes it go away. */
export type OutageWorld = {
  apps: readonly [StartedApp, StartedApp];
  apis: readonly [MerchantApi, MerchantApi];
  apiKey: string;
  cronSecret: string;
  /** The database itself, past everything that stands before it. */
  databaseUrl: string;
  server: PostgresServer;
  proxy: FaultProxy;
  simulator: Simulator;
  draw: Dice;
  newPhone: () => Phone;
  /** Reads through the driver that the product does not use; the server must be there. */
  read: <T>(work: (sql: postgres.Sql) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

function phonesFrom(draw: Dice): () => Phone {
  let last = draw.below(NUMBERS);
  return () => {
    last = (last + 1) % NUMBERS;
    const subscriber = `7${FIRST_NUMBER + last}`;
    return { typed: `0${subscriber}`, msisdn: `254${subscriber}` };
  };
}

/** Opens the witness for one reading: it would wait for ever for a server that crashed under it. */
async function readOnce<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Starts them, with PgBouncer (its `program`) before the database if told. */
export async function openOutageWorld(
  stack: Stack,
  options: { seed: string; pgbouncer: string | null },
): Promise<OutageWorld> {
  const folder = mkdtempSync(join(tmpdir(), "malipo-outages-"));
  const simulator = new Simulator(stack.simulatorUrl);
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of closers.reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
    await simulator.reset();
  };
  try {
    await simulator.reset();
    const server = await PostgresServer.create(join(folder, "postgres"));
    closers.push(() => server.stop());
    const databaseUrl = server.url();
    await migrateDatabase(databaseUrl);
    const access = await seedMerchant(
      { ...stack.env, DATABASE_URL: databaseUrl },
      { simulatorUrl: stack.simulatorUrl, password: stack.access.password },
    );
    await readOnce(
      databaseUrl,
      (sql) => sql`update shortcodes set queries_per_minute = ${FAR_AWAY}`,
    );
    const proxy = await FaultProxy.open({ name: "database", targets: () => [server.port] });
    closers.push(() => proxy.close());
    const bouncer =
      options.pgbouncer === null
        ? null
        : await PgBouncer.start(
            options.pgbouncer,
            join(folder, "pgbouncer"),
            server.url(proxy.port),
          );
    if (bouncer) closers.push(() => bouncer.stop());
    const env = {
      DATABASE_URL: bouncer?.url ?? server.url(proxy.port),
      DATABASE_POOLER: bouncer ? "transaction" : "none",
      CALLBACK_SPOOL: join(folder, "callback-spool"),
      TRUSTED_PROXY_HOPS: "1",
    };
    const start = async () => {
      const app = await startAnotherApp(stack, env);
      closers.push(() => app.stop());
      return app;
    };
    const apps = [await start(), await start()] as const;
    const [first, second] = apps;
    return {
      apps,
      apis: [new MerchantApi(first.url, access.apiKey), new MerchantApi(second.url, access.apiKey)],
      apiKey: access.apiKey,
      cronSecret: stack.cronSecret,
      databaseUrl,
      server,
      proxy,
      simulator,
      draw: openDraw(options.seed, "outages"),
      newPhone: phonesFrom(openDraw(options.seed, "outage phones")),
      read: (work) => readOnce(databaseUrl, work),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
