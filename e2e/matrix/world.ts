import postgres from "postgres";
import { MerchantApi } from "../support/api";
import { startOwnStack } from "../support/own-stack";
import { setUpMerchant } from "../support/set-up-merchant";
import { Simulator } from "../support/simulator";
import type { Stack } from "../support/stack";
import type { About } from "./entry";
import { makeLinks } from "./make-links";
import { type Caller, makeCallers } from "./make-callers";
import { makeShortcodes } from "./make-shortcodes";
import { payInBrowser, type PaidOrder } from "./pay-in-browser";

/** Whose the thing is that an id names; `none` looks like an id and is none. */
export const SUBJECTS = ["own", "other", "deleted", "none"] as const;
export type Subject = (typeof SUBJECTS)[number];

export type MatrixWorld = {
  appUrl: string;
  databaseUrl: string;
  merchantIds: readonly string[];
  callers: readonly Caller[];
  ids: Record<About, Record<Subject, string>>;
  /** Texts that only answers about this merchant's rows hold. */
  marks: Record<"own" | "other", { title: string; all: readonly string[] }>;
  /** A digest of every row of the other merchant. */
  readOther: () => Promise<string>;
  close: () => Promise<void>;
};

const OTHER_EMAIL = "other@malipo.example";

async function makeOther({ env, simulatorUrl }: Stack, databaseUrl: string) {
  return setUpMerchant({
    ...env,
    DATABASE_URL: databaseUrl,
    MERCHANT_NAME: "Duka Jingine",
    OWNER_EMAIL: OTHER_EMAIL,
    OWNER_PASSWORD: "a password for nobody",
    DARAJA_ENVIRONMENT: "simulator",
    DARAJA_BASE_URL: simulatorUrl,
    DARAJA_CONSUMER_KEY: "other-consumer-key",
    DARAJA_CONSUMER_SECRET: "other-consumer-secret",
    DARAJA_SHORT_CODE: "174379",
    DARAJA_PASS_KEY: "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919",
  });
}

/** Removes an order with all that belongs to it, as no part of the product could. */
async function deleteOrder(sql: postgres.Sql, orderId: string): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    for (const table of ["payments", "evidence", "timeline_events", "attempts"]) {
      await transaction`delete from ${transaction(table)} where order_id = ${orderId}`;
    }
    await transaction`delete from orders where id = ${orderId}`;
  });
}

async function digestRows(sql: postgres.Sql, merchantId: string): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'merchant_id' and t.table_type = 'BASE TABLE'
    order by name`;
  const digests: string[] = [];
  for (const { name } of tables) {
    const [row] = await sql<{ digest: string | null }[]>`
      select md5(string_agg(t::text, ' ' order by t::text)) as digest
      from ${sql(name)} t where merchant_id = ${merchantId}`;
    digests.push(`${name} ${row?.digest ?? "empty"}`);
  }
  return digests.join("\n");
}

/** Another id of the same shape: its last letters turned around, and its digits exchanged. */
function unlike(id: string): string {
  const letters = Array.from(id.slice(-12), (letter) =>
    letter === "7" ? "3" : letter.replace(/\d/, "7"),
  );
  return `${id.slice(0, -12)}${letters.reverse().join("")}`;
}

/** Two merchants with an order paid each, one that was deleted, and everybody who may call. */
export async function openMatrixWorld(stack: Stack): Promise<MatrixWorld> {
  const own = await startOwnStack(stack, { processes: 1, env: { SWEEPER: "off" } });
  const { appUrl, databaseUrl, access } = own.stack;
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
  const close = async () => {
    await sql.end({ timeout: 5 });
    await own.stop();
  };
  try {
    const simulator = new Simulator(stack.simulatorUrl);
    await simulator.reset();
    const second = await makeOther(stack, databaseUrl);
    const pay = (apiKey: string, title: string, phoneNumber: string) =>
      payInBrowser({ api: new MerchantApi(appUrl, apiKey), simulator, title, phoneNumber });
    const mine = await pay(access.apiKey, "Sukari ya kwetu", "0711000111");
    const theirs = await pay(second.apiKey, "Mafuta ya wengine", "0722000222");
    const gone = await pay(access.apiKey, "Chumvi iliyofutwa", "0733000333");
    await deleteOrder(sql, gone.order);
    const idsOf = (about: Exclude<About, "link" | "shortcode">) => ({
      own: mine[about],
      other: theirs[about],
      deleted: gone[about],
      none: unlike(mine[about]),
    });
    const marksOf = ({ title, marks }: PaidOrder, more: readonly string[]) => ({
      title,
      all: [title, ...marks, ...more],
    });
    const merchants = await sql<{ id: string }[]>`select id from merchants`;
    return {
      appUrl,
      databaseUrl,
      merchantIds: merchants.map(({ id }) => id),
      callers: await makeCallers(sql, own.stack, mine.cookie),
      ids: {
        order: idsOf("order"),
        token: idsOf("token"),
        code: idsOf("code"),
        link: await makeLinks(sql, { own: mine, other: theirs }),
        shortcode: await makeShortcodes(sql, { own: mine, other: theirs }),
      },
      marks: {
        own: marksOf(mine, [gone.title, ...gone.marks, access.apiKey, access.signingSecret]),
        other: marksOf(theirs, [second.apiKey, second.signingSecret, OTHER_EMAIL]),
      },
      readOther: () => digestRows(sql, second.merchantId),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
