import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openRuntime } from "@/lib/runtime";
import { makeId } from "@/lib/ids";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { handleAttempts } from "./api-attempts";
import { handleCancel } from "./api-cancel";
import { handleOrder } from "./api-order";
import { handleOrders } from "./api-orders";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let ours: { merchantId: string; apiKey: string };
let theirs: { merchantId: string; apiKey: string };

beforeAll(async () => {
  runtime = await openTestRuntime();
  ours = await makeTestMerchant(runtime);
  theirs = await makeTestMerchant(runtime);
});
afterAll(() => runtime.close());

const anOrder = z.object({ id: z.string(), status: z.string(), version: z.int() }).loose();
const aPage = z.object({ data: z.array(anOrder), nextCursor: z.string().nullable() });
const anError = z.object({
  error: z.object({ code: z.string(), message: z.string(), param: z.string().optional() }),
});

type Options = { method?: string; body?: unknown; key?: string; headers?: Record<string, string> };

function ask(path: string, { method = "GET", body, key = ours.apiKey, headers }: Options = {}) {
  return new Request(`http://localhost/api/v1/orders${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

async function create(body: unknown = { amountKes: 100, title: "Tea" }, options: Options = {}) {
  const response = await handleOrders(runtime, ask("", { method: "POST", body, ...options }));
  expect(response.status).toBe(201);
  return anOrder.parse(await response.json());
}

async function errorOf(response: Response) {
  return { status: response.status, ...anError.parse(await response.json()).error };
}

describe("every address", () => {
  it.each([
    ["no header", {}],
    ["another scheme", { authorization: "Basic c2s6" }],
    ["no key", { authorization: "Bearer " }],
    ["an unknown key", { authorization: "Bearer sk_unknown" }],
    ["a NUL", { authorization: "Bearer sk_%00" }],
    ["a long key", { authorization: `Bearer ${"x".repeat(5_000)}` }],
  ])("answers 401 alike for %s", async (_name, headers: Record<string, string>) => {
    const request = new Request("http://localhost/api/v1/orders", { headers });
    const response = await handleOrders(runtime, request);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await errorOf(response)).toMatchObject({ status: 401, code: "unauthorized" });
  });

  it("answers 405 with what is allowed", async () => {
    const response = await handleOrders(runtime, ask("", { method: "DELETE" }));
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, POST");
  });

  it("answers 503 in its own shape, and nothing more, while the database is away", async () => {
    const away = openRuntime({
      ...runtime.env,
      DATABASE_URL: "postgres://u:secret@127.0.0.1:1/none",
    });
    const response = await handleOrders(away, ask(""));
    const text = await response.clone().text();
    expect(await errorOf(response)).toMatchObject({ status: 503, code: "unavailable" });
    expect(text).not.toMatch(/secret|127\.0\.0\.1|select/i);
    await away.close();
  });
});

describe("POST /api/v1/orders", () => {
  it("creates an order in the contract's shape", async () => {
    const order = await create({ amountKes: 100, title: "Tea" });
    expect(Object.keys(order)).toEqual([
      "id",
      "status",
      "version",
      "amountKes",
      "paidKes",
      "title",
      "reference",
      "accountReference",
      "payUrl",
      "createdAt",
      "expiresAt",
      "metadata",
    ]);
    expect(order).toMatchObject({ status: "open", version: 1, reference: null, metadata: {} });
  });

  it.each([
    ["body", ""],
    ["body", "[]"],
    ["body", "null"],
    ["body", '{"amountKes":1,"title":"x","__proto__":{}}'],
    ["amountKes", { title: "x" }],
    ["amountKes", { title: "x", amountKes: "100" }],
    ["title", { amountKes: 5, title: "a\0b" }],
    ["colour", { amountKes: 5, title: "a", colour: "red" }],
  ])("answers 400 naming %s", async (param, body) => {
    const response = await handleOrders(runtime, ask("", { method: "POST", body }));
    expect(await errorOf(response)).toMatchObject({ status: 400, code: "invalid_request", param });
  });

  it("answers 413 to a body over 64 KiB", async () => {
    const body = { amountKes: 5, title: "x".repeat(70_000) };
    const response = await handleOrders(runtime, ask("", { method: "POST", body }));
    expect(await errorOf(response)).toMatchObject({ status: 413 });
  });

  it("answers the same bytes for the same Idempotency-Key, and 409 for another body", async () => {
    const headers = { "idempotency-key": "abc" };
    const post = (body: unknown) =>
      handleOrders(runtime, ask("", { method: "POST", body, headers }));
    const first = await (await post({ amountKes: 5, title: "x" })).text();
    expect(await (await post({ title: "x", amountKes: 5 })).text()).toBe(first);
    expect(await errorOf(await post({ amountKes: 6, title: "x" }))).toMatchObject({
      status: 409,
      code: "idempotency_mismatch",
    });
  });
});

describe("GET /api/v1/orders", () => {
  const list = async (query: string, key?: string) => {
    const response = await handleOrders(runtime, ask(query, key === undefined ? {} : { key }));
    expect(response.status).toBe(200);
    return aPage.parse(await response.json());
  };

  it("pages through all orders, newest first, each once", async () => {
    const shop = await makeTestMerchant(runtime);
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      made.unshift((await create(undefined, { key: shop.apiKey })).id);
    }
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await list(
        cursor === "" ? "?limit=3" : `?limit=3&cursor=${cursor}`,
        shop.apiKey,
      );
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(made);
    const whole = await list("?limit=7", shop.apiKey);
    expect(whole.nextCursor).toBeNull();
    expect((await list("?status=paid", shop.apiKey)).data).toEqual([]);
    expect((await list("?status=open", shop.apiKey)).data).toHaveLength(7);
  });

  it.each([
    ["limit", "?limit=0"],
    ["limit", "?limit=101"],
    ["limit", "?limit=1e1"],
    ["limit", "?limit="],
    ["status", "?status=done"],
    ["cursor", "?cursor="],
    ["cursor", "?cursor=junk"],
    ["cursor", "?cursor=%00"],
    ["cursor", `?cursor=${Buffer.from("ord_'; drop table orders").toString("base64url")}`],
    ["cursor", `?cursor=${Buffer.from(makeId("attempt")).toString("base64url")}`],
    ["cursor", `?cursor=${Buffer.from(makeId("order")).toString("base64url")}=`],
  ])("answers 400 naming %s in %s", async (param, query) => {
    const response = await handleOrders(runtime, ask(query));
    expect(await errorOf(response)).toMatchObject({ status: 400, code: "invalid_request", param });
  });
});

describe("another merchant's order", () => {
  it("is answered like an unknown or malformed one, byte for byte, everywhere", async () => {
    const foreign = (await create(undefined, { key: theirs.apiKey })).id;
    const phone = { phoneNumber: "0712345678" };
    const calls = [
      (id: string) => handleOrder(runtime, ask(`/${id}`), id),
      (id: string) => handleCancel(runtime, ask(`/${id}/cancel`, { method: "POST" }), id),
      (id: string) =>
        handleAttempts(runtime, ask(`/${id}/attempts`, { method: "POST", body: phone }), id),
    ];
    for (const call of calls) {
      const answers = await Promise.all(
        [foreign, makeId("order"), "ord_x", makeId("attempt"), "\0"].map(async (id) => {
          const response = await call(id);
          return `${response.status} ${await response.text()}`;
        }),
      );
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain('404 {"error":{"code":"order_not_found"');
    }
    const listed = await handleOrders(runtime, ask("?limit=100"));
    expect(await listed.text()).not.toContain(foreign);
  });
});

describe("POST /api/v1/orders/{id}/cancel", () => {
  it("cancels, answers the order, and does so again", async () => {
    const { id } = await create();
    for (let round = 0; round < 2; round += 1) {
      const response = await handleCancel(runtime, ask("", { method: "POST" }), id);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ id, status: "cancelled", attempts: [] });
    }
  });
});

describe("POST /api/v1/orders/{id}/attempts", () => {
  it.each([
    ["phoneNumber", {}],
    ["phoneNumber", { phoneNumber: 712345678 }],
    ["phoneNumber", { phoneNumber: "0112" }],
    ["despiteAttemptId", { phoneNumber: "0712345678", despiteAttemptId: "att_x" }],
    ["amountKes", { phoneNumber: "0712345678", amountKes: 1 }],
    ["body", []],
  ])("answers 400 naming %s", async (param, body) => {
    const { id } = await create();
    const response = await handleAttempts(runtime, ask("", { method: "POST", body }), id);
    expect(await errorOf(response)).toMatchObject({ status: 400, param });
  });

  it("answers 503 and makes no attempt when no access token can be had", async () => {
    const { id } = await create();
    const body = { phoneNumber: "0712345678" };
    const response = await handleAttempts(runtime, ask("", { method: "POST", body }), id);
    expect(await errorOf(response)).toMatchObject({ status: 503, code: "mpesa_unavailable" });
    const order = await handleOrder(runtime, ask(""), id);
    expect(await order.json()).toMatchObject({ id, status: "open", attempts: [] });
  });
});
