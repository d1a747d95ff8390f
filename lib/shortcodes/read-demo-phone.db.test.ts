import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shortcodes } from "@/db/schema/merchants";
import type { Env } from "@/lib/env";
import { makeId } from "@/lib/ids";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { createOrder } from "@/lib/orders/create-order";
import { readDemoPhone } from "./read-demo-phone";

const PHONE = "http://localhost:4010";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let merchantId: string;
let orderId: string;

beforeAll(async () => {
  runtime = await openTestRuntime({ DEMO_SHOP: "on", DEMO_PHONE_URL: PHONE });
  ({ merchantId } = await makeTestMerchant(runtime));
  const made = await createOrder(runtime, merchantId, { amountKes: 100, title: "Chai" });
  if (!made.ok) throw new Error(made.reason);
  orderId = made.order.id;
});
afterAll(() => runtime.close());

const both = (env: Partial<Env> = {}) => {
  const at = { ...runtime, env: { ...runtime.env, ...env } };
  return Promise.all([readDemoPhone(at, { merchantId }), readDemoPhone(at, { orderId })]);
};

describe("readDemoPhone", () => {
  it("is the simulator's phone while the shop is open and the shortcode simulated", async () => {
    expect(await both()).toEqual([PHONE, PHONE]);
  });

  it("is none while the shop is closed or the phone has no address", async () => {
    expect(await both({ DEMO_SHOP: "off" })).toEqual([null, null]);
    expect(await both({ DEMO_PHONE_URL: undefined })).toEqual([null, null]);
  });

  it("is none for who is not there", async () => {
    for (const id of [makeId("order"), "nonsense"]) {
      expect(await readDemoPhone(runtime, { orderId: id })).toBeNull();
    }
    expect(await readDemoPhone(runtime, { merchantId: makeId("merchant") })).toBeNull();
  });

  it("is none beside real money, and beside Safaricom's sandbox", async () => {
    for (const environment of ["sandbox", "live"] as const) {
      await runtime.db
        .update(shortcodes)
        .set({ environment })
        .where(eq(shortcodes.merchantId, merchantId));
      expect(await both()).toEqual([null, null]);
    }
  });
});
