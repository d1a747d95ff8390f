import { Client } from "pg";
import { MERCHANT_ROLE, MERCHANT_SETTING } from "@/db/read-as-merchant";

type Statement = { text: string; values: unknown[] };

/** Text and values of a statement, however the driver was called. */
function statementOf([first, second]: readonly unknown[]): Statement | null {
  const text = typeof first === "object" && first !== null && "text" in first ? first.text : first;
  if (typeof text !== "string") return null;
  return { text, values: Array.isArray(second) ? second : [] };
}

/** The statements that `work` sends. Nothing else may use the driver meanwhile. */
async function record(work: () => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  const prototype: { query: (...args: unknown[]) => unknown } = Client.prototype;
  const original = prototype.query;
  prototype.query = function (this: Client, ...args: unknown[]) {
    const statement = statementOf(args);
    if (statement) sent.push(statement);
    return original.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  return sent.filter(({ text }) => /^\s*(select|with)\b/i.test(text));
}

/** How Postgres carries out what `work` sends for a merchant: each plan with its times and pages. */
export async function explain(
  databaseUrl: string,
  merchantId: string,
  work: () => Promise<unknown>,
): Promise<string> {
  const statements = await record(work);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`begin read only; set local role ${MERCHANT_ROLE}`);
    await client.query("select set_config($1, $2, true)", [MERCHANT_SETTING, merchantId]);
    const plans: string[] = [];
    for (const { text, values } of statements) {
      const { rows } = await client.query<{ "QUERY PLAN": string }>(
        `explain (analyze, buffers, costs off) ${text}`,
        values,
      );
      plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
    }
    return plans.join("\n\n");
  } finally {
    await client.end();
  }
}
