import postgres from "postgres";
import type { ProofContext } from "../proofs/proof";
import { startOwnStack, type OwnStack } from "../support/own-stack";
import { Simulator } from "../support/simulator";
import { createSeededDatabase, startAnotherApp } from "../support/stack";
import { generateSecrets } from "@/scripts/launcher/secrets";
import { holdCallbacksBack, openDoors, type Door } from "./doors";

const FOREIGN_TOKENS = 12;

/** What a forger meets: a production app that nothing but callbacks moves, and doors of it. */
export type HostileWorld = {
  context: ProofContext;
  own: OwnStack;
  port: number;
  sql: postgres.Sql;
  simulator: Simulator;
  openDoors: (count: number) => Promise<Door[]>;
  close: () => Promise<void>;
};

/** Starts one app over a database of its own; nothing sweeps it, so that only callbacks change rows. */
export async function openHostileWorld(context: ProofContext): Promise<HostileWorld> {
  const stack = await context.stack();
  const simulator = new Simulator(stack.simulatorUrl);
  await simulator.reset();
  await holdCallbacksBack(simulator, context.seed);
  const own = await startOwnStack(stack, { processes: 1, env: { SWEEPER: "off" } });
  const sql = postgres(own.stack.databaseUrl, { max: 4, onnotice: () => undefined });
  return {
    context,
    own,
    port: Number(new URL(own.stack.appUrl).port),
    sql,
    simulator,
    openDoors: (count) => openDoors(own.stack, { sql, simulator, count }),
    close: async () => {
      await sql.end({ timeout: 5 });
      await own.stop();
      await simulator.reset();
    },
  };
}

/** Real tokens of another instance: an app with another secret, over the same simulator. */
export async function makeForeignTokens({ own, simulator }: HostileWorld): Promise<string[]> {
  const env = { ...own.stack.env, APP_SECRET: generateSecrets().appSecret };
  const other = { ...own.stack, env };
  const database = await createSeededDatabase(other);
  const { databaseUrl, access } = database;
  const app = await startAnotherApp(other, { DATABASE_URL: databaseUrl, SWEEPER: "off" });
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
  try {
    const doors = await openDoors(
      { appUrl: app.url, access },
      { sql, simulator, count: FOREIGN_TOKENS },
    );
    return doors.map(({ token }) => token);
  } finally {
    await sql.end({ timeout: 5 });
    await app.stop();
    await database.drop();
  }
}
