import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkAttempt } from "./check-attempt";
import { openTestShop, type TestShop } from "./fixtures/test-shop";

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

/** A prompted attempt, as somebody who believes that it is due would name it. */
async function prompted(secondsAgo: number) {
  const merchant = await shop.makeMerchant();
  const orderId = await shop.makeOrder({ merchant });
  const { attemptId } = await shop.startedPush(orderId);
  await shop.age(orderId, secondsAgo);
  return { orderId, due: { attemptId, shortcodeId: merchant.shortcodeId, isRecheck: false } };
}

const asked = () => shop.daraja.calls.query.length;

describe("a check", () => {
  it("asks once when it is due, and not again before the next is", async () => {
    const { due } = await prompted(21);
    const before = asked();
    expect(await checkAttempt(shop.runtime, due)).toBe(true);
    expect(await checkAttempt(shop.runtime, due)).toBe(false);
    expect(asked() - before).toBe(1);
  });

  it("asks nothing before it is due, whoever found it", async () => {
    const { due } = await prompted(10);
    const before = asked();
    expect(await checkAttempt(shop.runtime, due)).toBe(false);
    expect(asked()).toBe(before);
  });

  it("asks nothing while another holds its lease", async () => {
    const { due } = await prompted(21);
    await shop.witness`update attempts set check_lease_until = clock_timestamp() + interval '15 s'
      where id = ${due.attemptId}`;
    const before = asked();
    expect(await checkAttempt(shop.runtime, due)).toBe(false);
    expect(asked()).toBe(before);
    await shop.witness`update attempts set check_lease_until = clock_timestamp() - interval '1 s'
      where id = ${due.attemptId}`;
    expect(await checkAttempt(shop.runtime, due)).toBe(true);
  });
});
