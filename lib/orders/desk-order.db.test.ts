import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { memberOf } from "@/lib/payment-links/fixtures/test-link";
import { createDeskOrder } from "./desk-order";
import { readOrder } from "./queries";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let merchantId: string;

beforeAll(async () => {
  runtime = await openTestRuntime();
  ({ merchantId } = await makeTestMerchant(runtime));
});
afterAll(() => runtime.close());

const form = (more: object = {}) => ({
  amount: "1,250",
  title: "Unga",
  reference: " INV-7 ",
  expiry: "week",
  submissionId: randomUUID(),
  ...more,
});

it("makes one order of one form, twenty at once, and another one of a changed form", async () => {
  const typed = form();
  const results = await Promise.all(
    Array.from({ length: 20 }, () => createDeskOrder(runtime, memberOf(merchantId), typed)),
  );
  const ids = new Set(results.map((result) => (result.ok ? result.orderId : "none")));
  expect(ids.size).toBe(1);
  const [orderId = ""] = ids;
  const order = await readOrder(runtime, asMerchant(runtime, { merchantId }), orderId);
  expect(order).toMatchObject({ amountKes: 1_250, title: "Unga", reference: "INV-7" });
  const lastsMs = Date.parse(order?.expiresAt ?? "") - Date.parse(order?.createdAt ?? "");
  expect(lastsMs).toBe(604_800_000);
  const changed = await createDeskOrder(runtime, memberOf(merchantId), { ...typed, title: "Chai" });
  expect(changed.ok && !ids.has(changed.orderId)).toBe(true);
});

it.each([
  [{ amount: "0" }, ["amount"]],
  [{ title: " " }, ["title"]],
  [{ reference: "x".repeat(65) }, ["reference"]],
  [{ amount: null, title: null }, ["amount", "title"]],
])("names what is wrong with %j", async (typed, wrong) => {
  const made = await createDeskOrder(runtime, memberOf(merchantId), form(typed));
  expect(made).toEqual({ ok: false, wrong });
});
