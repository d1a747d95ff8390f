import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orders } from "@/db/schema/orders";
import { attempts } from "@/db/schema/payments";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { memberOf } from "@/lib/payment-links/fixtures/test-link";
import { makeFakeDaraja } from "@/lib/payments/fixtures/fake-daraja";
import { newPhone } from "@/lib/payments/fixtures/test-shop";
import { readCounterOrder } from "./read-counter-order";
import { sendAgain } from "./send-again";
import { takePayment, type CounterForm } from "./take-payment";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let daraja: ReturnType<typeof makeFakeDaraja>;
let merchantId: string;

beforeAll(async () => {
  daraja = makeFakeDaraja();
  runtime = { ...(await openTestRuntime()), fetch: daraja.fetch };
  ({ merchantId } = await makeTestMerchant(runtime));
});
afterAll(() => runtime.close());

const form = (more: Partial<CounterForm> = {}): CounterForm => ({
  amount: "1,200",
  phoneNumber: newPhone(),
  title: "",
  submissionId: randomUUID(),
  ...more,
});
const take = (typed: CounterForm, of = merchantId) =>
  takePayment(runtime, memberOf(of), typed, { defaultTitle: "Counter" });

async function taken(typed: CounterForm) {
  const result = await take(typed);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result;
}

const attemptsOf = (orderId: string) =>
  runtime.db.select().from(attempts).where(eq(attempts.orderId, orderId));

describe("a payment at the counter", () => {
  it("is an order and one prompt, however often and fast the form is sent", async () => {
    const typed = form();
    const results = await Promise.all(Array.from({ length: 10 }, () => taken(typed)));
    expect(new Set(results.map(({ orderId }) => orderId)).size).toBe(1);
    expect(results.every(({ start }) => start.ok)).toBe(true);
    const again = await taken(typed);
    expect(again.orderId).toBe(results[0]?.orderId);
    const tried = await attemptsOf(again.orderId);
    expect(tried).toHaveLength(1);
    const [order] = await runtime.db.select().from(orders).where(eq(orders.id, again.orderId));
    expect(order).toMatchObject({ amountKes: 1_200, title: "Counter", merchantId });
    const msisdn = `254${typed.phoneNumber.slice(1)}`;
    expect(daraja.calls.push.filter((push) => push.msisdn === msisdn)).toHaveLength(1);
  });

  it("is another one for a form that was changed after it was sent", async () => {
    const typed = form({ title: "Unga" });
    const first = await taken(typed);
    for (const change of [{ phoneNumber: newPhone() }, { amount: "1300" }, { title: "Sukari" }]) {
      expect((await taken({ ...typed, ...change })).orderId).not.toBe(first.orderId);
    }
  });

  it.each([
    [{ amount: "0" }, ["amount"]],
    [{ phoneNumber: "12" }, ["phoneNumber"]],
    [{ amount: "x", phoneNumber: "" }, ["amount", "phoneNumber"]],
    [{ title: "x".repeat(121) }, ["title"]],
  ])("%j is no order", async (typed, wrong) => {
    expect(await take(form(typed))).toEqual({ ok: false, wrong });
  });

  it("says so where the merchant has no shortcode", async () => {
    const bare = await makeTestMerchant(runtime, { hasShortcode: false });
    expect(await take(form(), bare.merchantId)).toEqual({ ok: false, reason: "no_shortcode" });
  });
});

describe("an order at the counter", () => {
  it("shows the phone masked, and to another merchant nothing", async () => {
    const typed = form();
    const { orderId } = await taken(typed);
    const view = await readCounterOrder(runtime, asMerchant(runtime, { merchantId }), orderId);
    expect(view?.promptedPhone).toMatch(/^07\d\d ••• \d{3}$/);
    expect(JSON.stringify(view)).not.toContain(typed.phoneNumber.slice(1));
    const other = asMerchant(runtime, await makeTestMerchant(runtime));
    expect(await readCounterOrder(runtime, other, orderId)).toBeNull();
    const again = {
      orderId,
      phoneNumber: newPhone(),
      sameNumberAs: null,
      submissionId: randomUUID(),
    };
    expect(await sendAgain(runtime, memberOf(other.merchantId), other, again)).toEqual({
      ok: false,
      reason: "order_not_found",
    });
  });

  it("sends nothing beside a prompt that is open, or one whose result is not known", async () => {
    const { orderId } = await taken(form());
    const merchant = asMerchant(runtime, { merchantId });
    const send = () =>
      sendAgain(runtime, memberOf(merchantId), merchant, {
        orderId,
        phoneNumber: newPhone(),
        sameNumberAs: null,
        submissionId: randomUUID(),
      });
    expect(await send()).toMatchObject({ ok: false, reason: "attempt_in_progress" });
    await runtime.db
      .update(attempts)
      .set({ outcome: "unresolved" })
      .where(eq(attempts.orderId, orderId));
    expect(await send()).toMatchObject({ ok: false, reason: "attempt_unresolved" });
    expect(await attemptsOf(orderId)).toHaveLength(1);
  });

  it("goes to the number of before without its being typed, after a failure", async () => {
    const { orderId, start } = await taken(form());
    if (!start.ok) throw new Error(start.reason);
    await runtime.db
      .update(attempts)
      .set({ outcome: "failed", reason: "wrong_pin" })
      .where(eq(attempts.orderId, orderId));
    const again = await sendAgain(
      runtime,
      memberOf(merchantId),
      asMerchant(runtime, { merchantId }),
      {
        orderId,
        phoneNumber: "",
        sameNumberAs: start.attemptId,
        submissionId: randomUUID(),
      },
    );
    expect(again.ok).toBe(true);
    const tried = await attemptsOf(orderId);
    expect(tried).toHaveLength(2);
    expect(tried[0]?.msisdnHash).toEqual(tried[1]?.msisdnHash);
  });
});
