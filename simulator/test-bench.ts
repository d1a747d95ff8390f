import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { SANDBOX_SHORTCODE, type Shortcode } from "./shortcodes/shortcode";
import { startSimulator } from "./start-simulator";

const TIMESTAMP = "20260131120000";
const UNTIL_MS = 4_000;

const debits = z.object({
  debits: z.array(
    z.strictObject({
      receipt: z.string(),
      amountKes: z.number(),
      msisdn: z.string(),
      businessShortCode: z.string(),
      accountReference: z.string(),
      checkoutRequestId: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});
const prompts = z.object({
  prompts: z.array(
    z.strictObject({
      checkoutRequestId: z.string(),
      msisdn: z.string(),
      amountKes: z.number(),
      accountReference: z.string(),
      state: z.enum([
        "open",
        "paid",
        "cancelled",
        "wrong_pin",
        "timed_out",
        "insufficient_balance",
      ]),
      at: z.iso.datetime(),
    }),
  ),
});
const deliveries = z.object({
  deliveries: z.array(
    z.strictObject({
      checkoutRequestId: z.string(),
      url: z.string(),
      status: z.number().nullable(),
      attempt: z.number(),
      at: z.iso.datetime(),
      body: z.unknown(),
    }),
  ),
});

export interface BenchReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the text is no JSON. */
  readonly body: unknown;
}

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly at: number;
}

export type Bench = Awaited<ReturnType<typeof startBench>>;

/**
 * A simulator of its own with a merchant's receiver, both on free ports. `clock.ageMs` moves the
 * simulator's clock on; its timers follow the real one.
 */
export async function startBench(shortcodes: readonly Shortcode[] = []) {
  const clock = { ageMs: 0 };
  const now = () => Date.now() + clock.ageMs;
  const simulator = await startSimulator({ port: 0, shortcodes, now });
  const merchant = await startReceiver();
  const { url } = simulator;

  async function call(method: string, path: string, init: RequestInit = {}): Promise<BenchReply> {
    return readReply(await fetch(`${url}${path}`, { method, ...init }));
  }

  function control(method: string, path: string, body?: unknown): Promise<BenchReply> {
    return call(method, path, body === undefined ? {} : { body: JSON.stringify(body) });
  }

  async function token(key = "key"): Promise<string> {
    const reply = await call("GET", "/oauth/v1/generate?grant_type=client_credentials", {
      headers: { Authorization: `Basic ${btoa(`${key}:secret`)}` },
    });
    return z.object({ access_token: z.string() }).parse(reply.body).access_token;
  }

  let cached: string | undefined;
  async function daraja(path: string, body: unknown): Promise<BenchReply> {
    cached ??= await token();
    const headers = { Authorization: `Bearer ${cached}`, "Content-Type": "application/json" };
    return call("POST", path, { headers, body: JSON.stringify(body) });
  }

  const push = (fields: Record<string, unknown> = {}) =>
    daraja("/mpesa/stkpush/v1/processrequest", { ...pushBody(merchant.url), ...fields });

  return {
    url,
    clock,
    merchant,
    call,
    control,
    token,
    daraja,
    push,
    /** Pushes and answers the CheckoutRequestID, failing when the push was not accepted. */
    async accepted(fields: Record<string, unknown> = {}): Promise<string> {
      return checkoutRequestIdOf(await push(fields));
    },
    query: (checkoutRequestId: string, fields: Record<string, unknown> = {}) =>
      daraja("/mpesa/stkpushquery/v1/query", {
        ...credentials(SANDBOX_SHORTCODE),
        CheckoutRequestID: checkoutRequestId,
        ...fields,
      }),
    faults: (knobs: unknown) => control("PUT", "/_sim/faults", knobs),
    subscriber: (msisdn: string, settings: unknown) =>
      control("PUT", `/_sim/subscribers/${msisdn}`, settings),
    answer: (id: string, action: string) =>
      control("POST", `/_sim/prompts/${id}/answer`, { action }),
    debits: async () => debits.parse((await control("GET", "/_sim/ledger")).body).debits,
    prompts: async () => prompts.parse((await control("GET", "/_sim/prompts")).body).prompts,
    deliveries: async () =>
      deliveries.parse((await control("GET", "/_sim/callbacks")).body).deliveries,
    async reset(): Promise<void> {
      await control("POST", "/_sim/reset");
      cached = undefined;
      clock.ageMs = 0;
      merchant.received.length = 0;
      merchant.respond = acceptCallback;
    },
    async close(): Promise<void> {
      await simulator.close();
      merchant.close();
    },
  };
}

/** BusinessShortCode, Password and Timestamp of a call (daraja.md, 2.2). */
export function credentials(shortcode: Shortcode, timestamp = TIMESTAMP) {
  const { businessShortCode, passKey } = shortcode;
  const Password = btoa(`${businessShortCode}${passKey}${timestamp}`);
  return { BusinessShortCode: businessShortCode, Password, Timestamp: timestamp };
}

/** The id of an accepted push. */
export function checkoutRequestIdOf(reply: BenchReply): string {
  return z.object({ CheckoutRequestID: z.string() }).parse(reply.body).CheckoutRequestID;
}

/** Asks again until there is an answer other than undefined. */
export async function until<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + UNTIL_MS; Date.now() < end;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(5);
  }
  throw new Error(`Nothing came within ${UNTIL_MS} ms.`);
}

/** Lets the real clock run, to see that something does not happen. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function pushBody(callbackUrl: string) {
  return {
    ...credentials(SANDBOX_SHORTCODE),
    TransactionType: "CustomerPayBillOnline",
    Amount: 250,
    PartyA: "254712345678",
    PartyB: SANDBOX_SHORTCODE.businessShortCode,
    PhoneNumber: "254712345678",
    CallBackURL: `${callbackUrl}/callbacks/secret`,
    AccountReference: "ABC",
    TransactionDesc: "Shoes",
  };
}

async function readReply(response: Response): Promise<BenchReply> {
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, headers: response.headers, text, body };
}

function acceptCallback(response: ServerResponse): void {
  response.end('{"ResultCode":0,"ResultDesc":"Accepted"}');
}

async function startReceiver() {
  const received: Received[] = [];
  const receiver = { received, respond: acceptCallback };
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const body: unknown = JSON.parse(text);
      const { url: path = "", headers } = request;
      receiver.received.push({ path, headers, body, at: Date.now() });
      receiver.respond(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return Object.assign(receiver, { url, close });
}

function portOf(address: AddressInfo | string | null): number {
  return z.object({ port: z.number() }).parse(address).port;
}
