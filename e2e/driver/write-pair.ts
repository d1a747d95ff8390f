import { sql } from "drizzle-orm";
import postgres from "postgres";
import { z } from "zod";
import { openDatabase } from "@/db/client";

/** Where the program finds its load. */
export const LOAD_VARIABLE = "MALIPO_DRIVER_LOAD";

/** What a load runs over: one driver, one pool, one way of writing. */
export const loadShape = z.object({
  driver: z.enum(["pg", "postgres"]),
  url: z.string(),
  poolSize: z.number(),
  way: z.enum(["statement", "transaction"]),
  /** Names the connections, so that exactly they are ended. */
  applicationName: z.string(),
});

export type Load = z.infer<typeof loadShape>;

export type PairWriter = {
  /** Writes one row into each of two tables, with a pause between them in which to be cut off. */
  writePair: (id: number) => Promise<void>;
  close: () => Promise<void>;
};

/** The tables of one load; both must hold the same ids, whatever was cut off where. */
export async function createPairTables(witness: postgres.Sql): Promise<void> {
  await witness`create table first_rows (id int primary key)`;
  await witness`create table second_rows (id int primary key)`;
}

function openPg(load: Load, onConnectionError: () => void): PairWriter {
  const { url, poolSize, applicationName } = load;
  const { db, close } = openDatabase({
    url,
    maxConnections: poolSize,
    applicationName,
    onConnectionError,
  });
  const writePair =
    load.way === "statement"
      ? async (id: number) => {
          await db.execute(sql`
            with first as (insert into first_rows (id) values (${id}::int) returning id),
              pause as (select pg_sleep(0.002))
            insert into second_rows (id) select first.id from first, pause`);
        }
      : (id: number) =>
          db.transaction(async (transaction) => {
            await transaction.execute(sql`insert into first_rows (id) values (${id}::int)`);
            await transaction.execute(sql`select pg_sleep(0.002)`);
            await transaction.execute(sql`insert into second_rows (id) values (${id}::int)`);
          });
  return { writePair, close };
}

function openPostgres({ url, poolSize, applicationName, way }: Load): PairWriter {
  const client = postgres(url, {
    max: poolSize,
    connection: { application_name: applicationName },
    onnotice: () => undefined,
  });
  const writePair =
    way === "statement"
      ? async (id: number) => {
          await client`
            with first as (insert into first_rows (id) values (${id}::int) returning id),
              pause as (select pg_sleep(0.002))
            insert into second_rows (id) select first.id from first, pause`;
        }
      : async (id: number) => {
          await client.begin(async (transaction) => {
            await transaction`insert into first_rows (id) values (${id}::int)`;
            await transaction`select pg_sleep(0.002)`;
            await transaction`insert into second_rows (id) values (${id}::int)`;
          });
        };
  return { writePair, close: () => client.end({ timeout: 5 }) };
}

/** Opens the product's own client, or the checker's driver in the same role. */
export function openPairWriter(load: Load, onConnectionError: () => void): PairWriter {
  return load.driver === "pg" ? openPg(load, onConnectionError) : openPostgres(load);
}
