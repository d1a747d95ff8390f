import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { freePort } from "@/db/free-port";
import { makeId } from "@/lib/ids";
import { accepted } from "@/lib/payments/fixtures/fake-daraja";
import {
  brokenRules,
  openTestShop,
  testEnv,
  type TestShop,
} from "@/lib/payments/fixtures/test-shop";
import { openRuntime } from "@/lib/runtime";
import { handleAttempts } from "./api-attempts";
import { handleOrder } from "./api-order";
import { handleOrders } from "./api-orders";
import { handleHealth } from "./health";
import { handleOrderStatus } from "./order-status";

/** Nobody waits for a database that takes connections and says nothing. */

const LONGEST_MS = 10_000;

let shop: TestShop;
let silent: Server;
let port: number;

beforeAll(async () => {
  shop = await openTestShop();
  port = await freePort();
  silent = createServer((socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => silent.listen(port, "127.0.0.1", resolve));
});
afterAll(async () => {
  silent.close();
  await shop.close();
});

it("every handler says 503 within ten seconds while the database is silent", async () => {
  const runtime = openRuntime(testEnv(`postgres://n:x@127.0.0.1:${port}/none`));
  const orderId = makeId("order");
  const api = (path: string, init: RequestInit = {}) =>
    new Request(`http://localhost/api/v1/${path}`, {
      ...init,
      headers: { authorization: `Bearer sk_${"x".repeat(40)}`, "content-type": "application/json" },
    });
  const startedMs = performance.now();
  const answers = await Promise.all([
    handleHealth(runtime),
    handleOrderStatus(runtime, new Request("http://localhost/api/orders"), orderId, {
      defer: () => undefined,
    }),
    handleOrders(runtime, api("orders")),
    handleOrder(runtime, api(`orders/${orderId}`), orderId),
    handleAttempts(
      runtime,
      api(`orders/${orderId}/attempts`, { method: "POST", body: "{}" }),
      orderId,
    ),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
  expect(performance.now() - startedMs).toBeLessThan(LONGEST_MS);
  await runtime.close();
});

it("what a push brought is stored behind the answer when the database goes away meanwhile", async () => {
  const away = Object.assign(new Error("away"), { query: "", params: [] });
  const orderId = await shop.makeOrder();
  const runtime = shop.openProcess();
  shop.daraja.push = (call) => {
    vi.spyOn(runtime.moneyDb, "insert").mockImplementation(() => {
      throw away;
    });
    return accepted(call);
  };
  const behind: Promise<void>[] = [];
  const startedMs = performance.now();
  const result = await shop.start(orderId, { defer: (work) => behind.push(work) }, runtime);
  expect(performance.now() - startedMs).toBeLessThan(LONGEST_MS);
  expect(result).toMatchObject({ ok: true, push: "sending" });
  expect(await shop.readAttempt(orderId)).toMatchObject({ checkout_request_id: null });
  expect(behind).toHaveLength(1);
  vi.restoreAllMocks();
  await Promise.all(behind);
  const attempt = await shop.readAttempt(orderId);
  expect(attempt).toMatchObject({ push: "accepted", outcome: "pending" });
  expect(attempt.checkout_request_id).not.toBeNull();
  expect(await brokenRules(shop, orderId)).toEqual([]);
});
