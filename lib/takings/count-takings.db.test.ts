import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { addDays } from "@/lib/nairobi-day";
import { failureBody, newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import { idsOf } from "@/lib/payments/fixtures/fake-daraja";
import { sweep } from "@/lib/payments/sweep";
import { openTestShop, type TestShop } from "@/lib/payments/fixtures/test-shop";
import { countTakings } from "./count-takings";
import { findTakingsDifferences } from "./find-differences";
import { readDays, readTakingsClock } from "./read-days";
import { readHome } from "./read-home";

const DAY_SECONDS = 86_400;

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

type Merchant = { merchantId: string; shortcodeId: string };

/** Everybody is due again. */
const count = async () => {
  await shop.witness`update takings_marks set counted_to = counted_to - interval '2 minutes'
    where counted_to > 'epoch'`;
  return countTakings(shop.runtime);
};

const readsOf = ({ merchantId }: Merchant) => asMerchant(shop.runtime, { merchantId });

const kept = ({ merchantId }: Merchant) =>
  shop.witness`select day::text, takings_kes::int, payments, succeeded, failed, failures
    from daily_takings where merchant_id = ${merchantId} order by day`;

const today = async (merchant: Merchant) => {
  const { read, merchantId } = readsOf(merchant);
  return (await read((db) => readTakingsClock(db, merchantId))).today;
};

/** The days that a page would show, those that came to nothing left out. */
async function shown(merchant: Merchant) {
  const { read, merchantId } = readsOf(merchant);
  const to = await today(merchant);
  const days = await read((db) => readDays(db, merchantId, { from: addDays(to, -40), to }));
  return days.filter(({ payments, succeeded, failed }) => payments + succeeded + failed > 0);
}

async function pay(orderId: string, amountKes = 100) {
  const { call } = await shop.startedPush(orderId);
  await shop.callBack(
    call,
    successBody(idsOf(call.callbackToken), { amountKes, receipt: newReceipt() }),
  );
}

/** Rows as they would be: an attempt of one time, its money of another. */
async function plant(
  merchant: Merchant,
  row: {
    at: string;
    outcome: string;
    reason?: string;
    paidAt?: string;
    counted?: boolean;
    kes?: number;
  },
) {
  const { merchantId, shortcodeId } = merchant;
  const orderId = await shop.makeOrder({ merchant });
  const id = makeId("attempt");
  const { at, outcome, reason = null, paidAt = null, counted = true, kes = 100 } = row;
  await shop.witness`insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, push,
    outcome, reason, token_sha256, created_at) values (${id}, ${merchantId}, ${orderId}, ${shortcodeId},
    100, 'accepted', ${outcome}, ${reason}, sha256(convert_to(${id}, 'UTF8')), ${at})`;
  if (paidAt === null) return;
  await shop.witness`insert into payments (id, merchant_id, order_id, attempt_id, kind, amount_kes,
    receipt, counted, late, after_failure, created_at) values (${makeId("payment")}, ${merchantId},
    ${orderId}, ${id}, 'stk', ${kes}, ${newReceipt()}, ${counted}, false, false, ${paidAt})`;
}

describe("the summary of a day", () => {
  it("begins and ends with the day in Nairobi, and has counted money, ends and reasons", async () => {
    const merchant = await shop.makeMerchant();
    // 23:59:59 and 00:00 in Nairobi.
    await plant(merchant, {
      at: "2026-10-01T20:59:59Z",
      outcome: "succeeded",
      paidAt: "2026-10-01T20:59:59.9Z",
    });
    await plant(merchant, {
      at: "2026-10-01T21:00:00Z",
      outcome: "succeeded",
      paidAt: "2026-10-01T21:00:00Z",
      kes: 250,
    });
    await plant(merchant, { at: "2026-10-02T08:00:00Z", outcome: "failed", reason: "wrong_pin" });
    await plant(merchant, { at: "2026-10-02T08:01:00Z", outcome: "failed", reason: "wrong_pin" });
    await plant(merchant, { at: "2026-10-02T08:02:00Z", outcome: "failed" });
    await plant(merchant, { at: "2026-10-02T08:03:00Z", outcome: "unresolved" });
    await plant(merchant, {
      at: "2026-10-02T08:04:00Z",
      outcome: "review",
      paidAt: "2026-10-02T08:05:00Z",
      counted: false,
      kes: 7,
    });
    await count();
    expect(await kept(merchant)).toEqual([
      { day: "2026-10-01", takings_kes: 100, payments: 1, succeeded: 1, failed: 0, failures: {} },
      {
        day: "2026-10-02",
        takings_kes: 250,
        payments: 1,
        succeeded: 1,
        failed: 3,
        failures: { wrong_pin: 2, unknown: 1 },
      },
    ]);
    expect(await findTakingsDifferences(shop.runtime)).toEqual([]);
  });

  it("follows what becomes of an older day: late money, a decision, a second payment", async () => {
    const merchant = await shop.makeMerchant();
    const day = await today(merchant);
    const late = await shop.makeOrder({ merchant });
    const { call } = await shop.startedPush(late);
    await shop.age(late, 3 * DAY_SECONDS);
    await count();
    expect(await shown(merchant)).toEqual([]);

    // The money comes today; the attempt that it makes successful is three days old.
    await shop.callBack(
      call,
      successBody(idsOf(call.callbackToken), { amountKes: 100, receipt: newReceipt() }),
    );
    await count();
    expect(await shown(merchant)).toMatchObject([
      { day: addDays(day, -3), payments: 0, succeeded: 1 },
      { day, takingsKes: 100, payments: 1, succeeded: 0 },
    ]);

    // A second push for the same order is paid as well: overpaid, and both count.
    const twice = await shop.makeOrder({ merchant });
    const first = await shop.startedPush(twice);
    await shop.callBack(first.call, failureBody(idsOf(first.call.callbackToken)));
    await pay(twice);
    await shop.callBack(
      first.call,
      successBody(idsOf(first.call.callbackToken), { amountKes: 100, receipt: newReceipt() }),
    );
    expect((await shop.readOrder(twice)).status).toBe("overpaid");
    await shop.age(twice, DAY_SECONDS);
    // As if the change had been made now.
    await shop.witness`update orders set updated_at = clock_timestamp() where id = ${twice}`;
    await count();
    expect((await kept(merchant)).find((row) => row["day"] === addDays(day, -1))).toMatchObject({
      takings_kes: 200,
      payments: 2,
      succeeded: 2,
      failed: 0,
    });

    // Another amount does not count until somebody says so, on the day that it came.
    const short = await shop.makeOrder({ merchant });
    await pay(short, 60);
    await shop.age(short, 2 * DAY_SECONDS);
    await count();
    expect((await shown(merchant)).map((row) => row.day)).not.toContain(addDays(day, -2));
    await shop.witness`update payments set counted = true where order_id = ${short}`;
    await shop.witness`update attempts set outcome = 'succeeded' where order_id = ${short}`;
    expect(await findTakingsDifferences(shop.runtime)).toMatchObject([
      { merchantId: merchant.merchantId, day: addDays(day, -2) },
    ]);
    await shop.witness`update orders set updated_at = clock_timestamp() where id = ${short}`;
    await count();
    expect((await shown(merchant)).find((row) => row.day === addDays(day, -2))).toMatchObject({
      takingsKes: 60,
    });
    expect(await findTakingsDifferences(shop.runtime)).toEqual([]);
  });

  it("is counted once by five sweepers at once, and the same whoever counts", async () => {
    const merchant = await shop.makeMerchant();
    for (let hour = 10; hour < 20; hour += 1) {
      const at = `2026-09-0${(hour % 5) + 1}T${hour}:00:00Z`;
      await plant(merchant, { at, outcome: "succeeded", paidAt: at, kes: hour });
    }
    const before = await shop.witness`select count(*)::int from merchants`;
    await shop.witness`update takings_marks set counted_to = counted_to - interval '2 minutes'`;
    const sweepers = Array.from({ length: 5 }, () => shop.openProcess());
    const counted = await Promise.all(sweepers.map((sweeper) => countTakings(sweeper)));
    expect(counted.reduce((a, b) => a + b, 0)).toBe(before[0]?.["count"]);
    const once = await kept(merchant);
    expect(once).toHaveLength(5);
    expect(await countTakings(shop.runtime)).toBe(0);
    await count();
    expect(await kept(merchant)).toEqual(once);
    expect(await findTakingsDifferences(shop.runtime)).toEqual([]);
  });

  it("that was tampered with is named, with both sides", async () => {
    const merchant = await shop.makeMerchant();
    const at = "2026-08-03T10:00:00Z";
    await plant(merchant, { at, outcome: "succeeded", paidAt: at });
    await count();
    await shop.witness`update daily_takings set takings_kes = 99 where merchant_id = ${merchant.merchantId}`;
    const [difference] = await findTakingsDifferences(shop.runtime);
    expect(difference).toMatchObject({ merchantId: merchant.merchantId, day: "2026-08-03" });
    expect(difference?.what).toMatch(/^kept: KES 99 in 1 .*; rows: KES 100 in 1,/);
    await shop.witness`delete from daily_takings where merchant_id = ${merchant.merchantId}`;
    expect(await findTakingsDifferences(shop.runtime)).toMatchObject([{ day: "2026-08-03" }]);
    await shop.witness`update orders set updated_at = clock_timestamp()
      where merchant_id = ${merchant.merchantId}`;
    await count();
    expect(await findTakingsDifferences(shop.runtime)).toEqual([]);
  });
});

describe("the home page's figures", () => {
  it("are the same with and without summaries, and today's are never waited for", async () => {
    const merchant = await shop.makeMerchant();
    for (const days of [1, 2, 8, 9, 20, 31, 33]) {
      const orderId = await shop.makeOrder({ merchant });
      await pay(orderId);
      await shop.age(orderId, days * DAY_SECONDS);
    }
    const withNothing = await readHome(readsOf(merchant));
    expect(withNothing.countedTo).toBeNull();
    await count();
    const counted = await readHome(readsOf(merchant));
    expect(counted.countedTo).not.toBeNull();
    expect([counted.periods, counted.days, counted.failures]).toEqual([
      withNothing.periods,
      withNothing.days,
      withNothing.failures,
    ]);
    const of = (period: string) => counted.periods.find((row) => row.period === period);
    expect(of("today")?.now.payments).toBe(0);

    await pay(await shop.makeOrder({ merchant }), 100);
    const failed = await shop.makeOrder({ merchant });
    const { call } = await shop.startedPush(failed);
    await shop.callBack(call, failureBody(idsOf(call.callbackToken), 1032));
    const after = await readHome(readsOf(merchant));
    expect(after.periods[0]?.now).toEqual({
      takingsKes: 100,
      payments: 1,
      succeeded: 1,
      failed: 1,
    });
    expect(after.days.at(-1)).toMatchObject({ takingsKes: 100, succeeded: 1, failed: 1 });
    expect(after.days).toHaveLength(30);
    expect(after.failures).toEqual([{ reason: "cancelled_or_timed_out", attempts: 1 }]);
    expect(after.speed.hour).toMatchObject({ ended: 2, asked: 0 });
    expect(after.speed.hour.medianMs).toBeGreaterThanOrEqual(0);
    expect(after.firstSteps).toMatchObject({
      environment: "simulator",
      hasOrder: true,
      hasPayment: true,
    });
  });

  it("tell what needs a person, and what ended only because we asked", async () => {
    const merchant = await shop.makeMerchant();
    await pay(await shop.makeOrder({ merchant }), 60);
    const unheard = await shop.makeOrder({ merchant });
    await shop.startedPush(unheard);
    await shop.age(unheard, 310);
    await sweep(shop.runtime, unheard);
    const asked = await shop.makeOrder({ merchant });
    await shop.startedPush(asked);
    await shop.witness`update attempts set outcome = 'failed' where order_id = ${asked}`;
    const home = await readHome(readsOf(merchant));
    expect(home.waiting).toEqual([
      { kind: "amount_differs", count: 1 },
      { kind: "unresolved", count: 1 },
    ]);
    expect(home.speed.day).toEqual({ ended: 1, asked: 1, medianMs: null });
  });

  it("are of one merchant alone, and nothing where there is nothing", async () => {
    const merchant = await shop.makeMerchant();
    const home = await readHome(readsOf(merchant));
    expect(home.periods.map(({ now }) => now.payments)).toEqual([0, 0, 0]);
    expect([home.waiting, home.failures]).toEqual([[], []]);
    expect(home.speed).toEqual({
      hour: { ended: 0, asked: 0, medianMs: null },
      day: { ended: 0, asked: 0, medianMs: null },
    });
    expect(home.firstSteps).toMatchObject({
      environment: "simulator",
      hasOrder: false,
      hasPayment: false,
    });
  });
});
