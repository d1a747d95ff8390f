import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { claimAttempt } from "./claim-attempt";
import { only, openTestShop, type TestShop } from "./fixtures/test-shop";

/** The claim's statement by itself: it believes nothing that was read before it. */

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

/** Claims at the version that the order has now. */
async function claim(
  orderId: string,
  input: { attemptsPerOrder?: number; merchantId?: string } = {},
) {
  const attemptId = makeId("attempt");
  const { version, merchant_id: owner } = await shop.readOrder(orderId);
  const { attemptsPerOrder = 5, merchantId = owner } = input;
  return claimAttempt(shop.runtime.moneyDb, {
    attemptId,
    merchantId,
    orderId,
    version,
    attemptsPerOrder,
    amountKes: 100,
    tokenSha256: randomBytes(32),
    submissionId: null,
    despiteAttemptId: null,
    dataKeySealed: Buffer.from("key"),
    msisdnSealed: Buffer.from("phone"),
    msisdnHash: Buffer.from("hash"),
    msisdnLast4Hash: Buffer.from("last"),
    limits: [
      {
        key: `test:${attemptId}`,
        subject: attemptId,
        burst: { limit: 1, windowSeconds: 60 },
        total: { limit: 1, windowSeconds: 60 },
      },
    ],
  });
}

describe("a claim", () => {
  it("is won once", async () => {
    const orderId = await shop.makeOrder();
    expect(await claim(orderId)).toBe(true);
    await expect(claim(orderId)).rejects.toMatchObject({
      cause: { code: "23505", constraint: "attempts_one_live" },
    });
    expect(await shop.readOrder(orderId)).toMatchObject({ attempt_count: 1 });
    expect(await shop.readAttempts(orderId)).toHaveLength(1);
  });

  it("is lost on another merchant's order", async () => {
    const orderId = await shop.makeOrder();
    expect(await claim(orderId, { merchantId: makeId("merchant") })).toBe(false);
    expect(await shop.readAttempts(orderId)).toEqual([]);
  });

  it.each(["paid", "overpaid", "expired", "cancelled"])("is lost on a %s order", async (status) => {
    const orderId = await shop.makeOrder();
    await shop.witness`update orders set status = ${status} where id = ${orderId}`;
    expect(await claim(orderId)).toBe(false);
    expect(await shop.readAttempts(orderId)).toEqual([]);
  });

  it("is lost when the order's time is over, though nobody has said so yet", async () => {
    const orderId = await shop.makeOrder({ expiresInSeconds: 60 });
    await shop.age(orderId, 61);
    expect(await claim(orderId)).toBe(false);
  });

  it("is lost when the order has had its attempts, and costs no hit", async () => {
    const orderId = await shop.makeOrder();
    await shop.witness`update orders set attempt_count = 3 where id = ${orderId}`;
    expect(await claim(orderId, { attemptsPerOrder: 3 })).toBe(false);
    const hits = await shop.witness<{ count: number }[]>`
      select count(*)::int as count from rate_buckets where key like 'test:%'
        and not exists (select from attempts where 'test:' || attempts.id = rate_buckets.key)`;
    expect(only(hits).count).toBe(0);
    expect(await claim(orderId, { attemptsPerOrder: 4 })).toBe(true);
  });
});
