import { createHash } from "node:crypto";
import postgres from "postgres";
import { z } from "zod";
import type {
  Attempt,
  Books,
  Delivery,
  Evidence,
  Order,
  Payment,
  PromptLimits,
  Shortcode,
} from "./books";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const ledgerShape = z.object({
  debits: z.array(
    z.object({
      receipt: z.string(),
      amountKes: z.number(),
      businessShortCode: z.string(),
      accountReference: z.string(),
      checkoutRequestId: z.string(),
    }),
  ),
});
const promptsShape = z.object({
  prompts: z.array(
    z.object({ checkoutRequestId: z.string(), msisdn: z.string(), at: z.coerce.date() }),
  ),
});
const deliveriesShape = z.object({
  deliveries: z.array(
    z.object({
      checkoutRequestId: z.string(),
      url: z.string(),
      status: z.number().nullable(),
      body: z.unknown(),
    }),
  ),
});
const successShape = z.object({
  Body: z.object({
    stkCallback: z.object({
      CallbackMetadata: z.object({
        Item: z.array(z.object({ Name: z.string(), Value: z.unknown().optional() })),
      }),
    }),
  }),
});

function readMoney(body: unknown): Delivery["money"] {
  const parsed = successShape.safeParse(body);
  if (!parsed.success) return null;
  const items = parsed.data.Body.stkCallback.CallbackMetadata.Item;
  const valueOf = (name: string) => items.find((item) => item.Name === name)?.Value;
  const amount = valueOf("Amount");
  const receipt = valueOf("MpesaReceiptNumber");
  return {
    amountKes: typeof amount === "number" ? amount : null,
    receipt: typeof receipt === "string" ? receipt : null,
  };
}

async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { connection: "close" } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

type Theirs = Pick<Books, "debits" | "prompts" | "deliveries">;

/** The provider's side, from the control API. `inDatabase` tells a wall-clock time as our rows do. */
async function readProvider(url: string, inDatabase: (at: Date) => Date): Promise<Theirs> {
  const { debits } = ledgerShape.parse(await readJson(`${url}/_sim/ledger`));
  const { prompts } = promptsShape.parse(await readJson(`${url}/_sim/prompts`));
  const { deliveries } = deliveriesShape.parse(await readJson(`${url}/_sim/callbacks`));
  return {
    debits,
    prompts: prompts.map((prompt) => ({ ...prompt, at: inDatabase(prompt.at) })),
    deliveries: deliveries.map((delivery) => ({
      checkoutRequestId: delivery.checkoutRequestId,
      tokenSha256: sha256(delivery.url.split("/").at(-1) ?? ""),
      status: delivery.status,
      bodySha256: sha256(JSON.stringify(delivery.body)),
      money: readMoney(delivery.body),
    })),
  };
}

type Ours = Pick<Books, "shortcodes" | "orders" | "attempts" | "payments" | "evidence">;

/** Our side, read in one snapshot through a driver that the product does not use. */
async function readDatabase(url: string): Promise<Ours> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.begin("isolation level repeatable read read only", async (db) => ({
      shortcodes: await db<Shortcode[]>`
        select business_short_code as "businessShortCode", merchant_id as "merchantId"
        from shortcodes`,
      orders: await db<Order[]>`
        select id, merchant_id as "merchantId", account_reference as "accountReference",
          amount_kes as "amountKes", paid_kes as "paidKes", status, flags from orders`,
      attempts: await db<Attempt[]>`
        select id, order_id as "orderId", merchant_id as "merchantId", amount_kes as "amountKes",
          push, outcome, reported_amount_kes as "reportedAmountKes",
          encode(token_sha256, 'hex') as "tokenSha256", encode(msisdn_hash, 'hex') as "phoneHash",
          checkout_request_id as "checkoutRequestId", despite_attempt_id as "despiteAttemptId",
          created_at as "createdAt"
        from attempts`,
      payments: await db<Payment[]>`
        select id, order_id as "orderId", attempt_id as "attemptId", merchant_id as "merchantId",
          amount_kes as "amountKes", receipt, counted from payments`,
      evidence: await db<Evidence[]>`
        select attempt_id as "attemptId", source, kind,
          checkout_request_id as "checkoutRequestId", code, encode(raw_sha256, 'hex') as "rawSha256",
          received_at as "receivedAt", applied_at is not null as "isApplied" from evidence`,
    }));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Reads both sides: the ledger through the control API, our rows through `postgres`. */
export async function readBooks(from: {
  simulatorUrl: string;
  databaseUrl: string;
  inDatabase: (at: Date) => Date;
  explicitSteps: ReadonlySet<string>;
  limits: PromptLimits;
}): Promise<Books> {
  return {
    ...(await readProvider(from.simulatorUrl, from.inDatabase)),
    ...(await readDatabase(from.databaseUrl)),
    explicitSteps: from.explicitSteps,
    limits: from.limits,
  };
}
