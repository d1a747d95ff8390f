import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { INVARIANTS } from "@/db/vocabulary";
import { readTrail } from "@/lib/audit/fixtures/read-trail";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { addTestMember } from "@/lib/merchants/fixtures/test-member";
import { permissionsOfRole } from "@/lib/merchants/permissions";
import { readOrderPage } from "@/lib/merchants/read-order-page";
import type { Actor } from "@/lib/merchants/session";
import { checkInvariants } from "@/lib/payments/check-invariants";
import { readCheckout } from "@/lib/payments/checkout";
import { liveThroughStories } from "@/lib/payments/fixtures/busy-shop";
import { failureBody, newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import { accepted } from "@/lib/payments/fixtures/fake-daraja";
import {
  brokenRules,
  newPhone,
  only,
  openTestShop,
  type TestShop,
} from "@/lib/payments/fixtures/test-shop";
import { orderCookieValue } from "@/lib/payments/order-cookie";
import { checkRebuild } from "@/lib/payments/rebuild/check-rebuild";
import type { Difference } from "@/lib/payments/rebuild/compare-projections";
import { sweep } from "@/lib/payments/sweep";
import { eraseCustomer } from "./erase-customer";
import { eraseOld } from "./erase-old";
import { lookUpCustomer } from "./look-up-customer";

let shop: TestShop;
let merchant: { merchantId: string; shortcodeId: string };
let owner: Actor;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  shop.daraja.push = (call) =>
    Response.json({ ...ids(call.msisdn), ResponseCode: "0", ResponseDescription: "Accepted" });
  merchant = await shop.makeMerchant();
  owner = await addTestMember(shop.runtime, merchant.merchantId, "owner");
});

/** As Safaricom makes them: the time, and the payer's number. */
const idsFor = (msisdn: string) => ({
  merchantRequestId: `29115-${msisdn.slice(0, 5)}-1`,
  checkoutRequestId: `ws_CO_25112026120000123${msisdn.slice(-9)}`,
});
const ids = (msisdn: string) => {
  const { merchantRequestId, checkoutRequestId } = idsFor(msisdn);
  return { MerchantRequestID: merchantRequestId, CheckoutRequestID: checkoutRequestId };
};

async function tried(phoneNumber = newPhone()) {
  const orderId = await shop.makeOrder({ merchant });
  const { attemptId, call } = await shop.startedPush(orderId, { phoneNumber });
  const body = (receipt: string) =>
    successBody(idsFor(call.msisdn), { amountKes: 100, receipt }).replace(
      "254712345678",
      call.msisdn,
    );
  return {
    orderId,
    attemptId,
    phoneNumber,
    call,
    pay: (receipt = newReceipt()) => shop.callBack(call, body(receipt)),
    fail: () => shop.callBack(call, failureBody(idsFor(call.msisdn))),
  };
}

const erase = (phoneNumber: string, by = owner) =>
  eraseCustomer(shop.runtime, by, { phoneNumber, isSure: true });

/** Everything in the database as text, but for what sealed bytes hold. */
async function dump(): Promise<string> {
  const tables = await shop.witness<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await shop.witness<{ row: string }[]>`
        select t::text as row from ${shop.witness(name)} t`;
      return rows.map(({ row }) => row).join("\n");
    }),
  );
  return texts.join("\n");
}

const attemptRow = async (attemptId: string) =>
  only(
    await shop.witness<Record<string, unknown>[]>`select * from attempts where id = ${attemptId}`,
  );

/** What of an attempt is its payer's; everything else is bookkeeping. */
const PERSONAL = [
  "data_key_sealed",
  "msisdn_sealed",
  "msisdn_hash",
  "msisdn_last4_hash",
  "checkout_request_id",
  "erased_at",
];
const withoutPersonal = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !PERSONAL.includes(name)));

describe("one customer's data, erased", () => {
  it("is nowhere any more, and money is as it was", async () => {
    const paid = await tried();
    await paid.pay();
    const subscriber = paid.call.msisdn.slice(-9);
    expect(await dump()).toContain(subscriber);
    const before = await attemptRow(paid.attemptId);
    const { msisdn_hash: hash } = before;
    if (!Buffer.isBuffer(hash)) throw new Error("no hash");
    const money = async () => [
      await shop.readOrder(paid.orderId),
      await shop.readPayments(paid.orderId),
      await shop.readTimeline(paid.orderId),
    ];
    const moneyBefore = await money();
    expect(await erase(paid.phoneNumber)).toEqual({ ok: true, erased: 1, left: 0 });

    const after = await attemptRow(paid.attemptId);
    expect(withoutPersonal(after)).toEqual(withoutPersonal(before));
    expect(after).toMatchObject({ data_key_sealed: null, msisdn_sealed: null, msisdn_hash: null });
    expect(after).toMatchObject({ msisdn_last4_hash: null, checkout_request_id: "erased-1" });
    expect(await money()).toEqual(moneyBefore);
    expect(await brokenRules(shop, paid.orderId)).toEqual([]);
    const text = await dump();
    expect(text).not.toContain(subscriber);
    // Limits on prompts know the number for a day more, as a keyed hash.
    await shop.witness`delete from rate_buckets`;
    expect(await dump()).not.toContain(hash.toString("hex"));
    expect(await readTrail(shop.runtime, merchant.merchantId)).toEqual([
      ["customer_erased", { attempts: 1 }],
    ]);
    expect(await erase(paid.phoneNumber)).toEqual({ ok: true, erased: 0, left: 0 });
  });

  it("leaves pages that tell the truth about the order, to the customer and to the merchant", async () => {
    const paid = await tried();
    const receipt = newReceipt();
    await paid.pay(receipt);
    const cookie = orderCookieValue(shop.env, paid.orderId);
    const page = () => readCheckout(shop.runtime, paid.orderId, { cookie });
    const before = await page();
    expect(before?.promptedPhone).toMatch(/•••/);
    await erase(paid.phoneNumber);
    expect(await page()).toEqual({ ...before, promptedPhone: null, ownAttemptId: null });
    const reads = asMerchant(shop.runtime, {
      merchantId: merchant.merchantId,
      permissions: permissionsOfRole("owner"),
    });
    const order = await readOrderPage(shop.runtime, reads, paid.orderId);
    expect(order).toMatchObject({ status: "paid", paidKes: 100, payments: [{ receipt }] });
    expect(order?.attempts).toMatchObject([{ state: "succeeded", maskedPhone: null, receipt }]);
    expect(order?.evidence?.length).toBeGreaterThan(1);
    expect(order?.evidence?.map(({ raw }) => raw)).toEqual(order?.evidence?.map(() => null));
  });

  it("brings nothing back when M-Pesa tells once more, and a second failure is no news", async () => {
    const paid = await tried();
    const receipt = newReceipt();
    await paid.pay(receipt);
    await erase(paid.phoneNumber);
    const before = await shop.readOrder(paid.orderId);
    await paid.pay(receipt);
    await paid.fail();
    const after = await shop.readOrder(paid.orderId);
    expect(after).toMatchObject({ status: "paid", paid_kes: 100, flags: before.flags });
    expect(await dump()).not.toContain(paid.call.msisdn.slice(-9));
    expect(await brokenRules(shop, paid.orderId)).toEqual([]);
  });

  it("still counts money that comes after all", async () => {
    const late = await tried();
    await late.fail();
    await shop.witness`update attempts set next_check_at = null where id = ${late.attemptId}`;
    expect(await erase(late.phoneNumber)).toEqual({ ok: true, erased: 1, left: 0 });
    await late.pay();
    expect(await shop.readOrder(late.orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
    expect(await dump()).not.toContain(late.call.msisdn.slice(-9));
  });

  it("is one merchant's, and another's stays", async () => {
    const ours = await tried();
    await ours.pay();
    merchant = await shop.makeMerchant();
    const theirs = await tried(ours.phoneNumber);
    await theirs.pay();
    await erase(ours.phoneNumber);
    expect(await attemptRow(ours.attemptId)).toMatchObject({ msisdn_hash: null });
    expect((await attemptRow(theirs.attemptId))["msisdn_sealed"]).not.toBeNull();
  });
});

describe("an attempt in use", () => {
  it.each<[string, (of: Awaited<ReturnType<typeof tried>>) => Promise<unknown>]>([
    ["that waits for the customer", () => Promise.resolve()],
    ["that failed and is asked about again", (of) => of.fail()],
    [
      "whose push is still under way",
      (of) => shop.witness`update attempts set push = 'sending', outcome = 'failed',
        next_check_at = null where id = ${of.attemptId}`,
    ],
    [
      "that nobody knows about yet",
      (of) => shop.witness`update attempts set outcome = 'unresolved', next_check_at = null
        where id = ${of.attemptId}`,
    ],
    [
      "whose result is stored and not applied",
      async (of) => {
        await of.pay();
        await shop.witness`update attempts set next_check_at = null where id = ${of.attemptId}`;
        await shop.witness.begin(async (t) => {
          await t`set local session_replication_role = replica`;
          await t`update evidence set applied_at = null where attempt_id = ${of.attemptId}`;
        });
      },
    ],
  ])("%s is left, and it is said until when", async (_what, make) => {
    const open = await tried();
    await make(open);
    const before = await attemptRow(open.attemptId);
    expect(await erase(open.phoneNumber)).toEqual({ ok: true, erased: 0, left: 1 });
    expect(await attemptRow(open.attemptId)).toEqual(before);
    const found = await lookUpCustomer(shop.runtime, owner, open.phoneNumber);
    if (!found.ok) throw new Error(found.reason);
    const [inUse] = found.held.inUse;
    expect(inUse?.orderId).toBe(open.orderId);
    const hours = (Date.parse(inUse?.until ?? "") - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(47);
    expect(hours).toBeLessThan(49);
  });

  it("in review is left until somebody decided", async () => {
    const open = await tried();
    await shop.witness`update attempts set outcome = 'review', next_check_at = null
      where id = ${open.attemptId}`;
    expect(await erase(open.phoneNumber)).toMatchObject({ erased: 0, left: 1 });
    const found = await lookUpCustomer(shop.runtime, owner, open.phoneNumber);
    expect(found).toMatchObject({ held: { inUse: [{ orderId: open.orderId, until: null }] } });
  });

  it("is erased with the next call, once it is settled", async () => {
    const phoneNumber = newPhone();
    const [done, open] = [await tried(phoneNumber), await tried(phoneNumber)];
    await done.pay();
    expect(await erase(phoneNumber)).toEqual({ ok: true, erased: 1, left: 1 });
    await open.pay();
    expect(await erase(phoneNumber)).toEqual({ ok: true, erased: 1, left: 0 });
  });

  it("is never half erased by callbacks that come at once", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => tried()));
    await Promise.all(
      all.flatMap((one) => [one.pay(), erase(one.phoneNumber), one.pay(), erase(one.phoneNumber)]),
    );
    for (const one of all) {
      expect(await erase(one.phoneNumber)).toMatchObject({ ok: true, left: 0 });
      expect(await brokenRules(shop, one.orderId)).toEqual([]);
      expect(await dump()).not.toContain(one.call.msisdn.slice(-9));
    }
  });
});

describe("who may erase, and what", () => {
  it.each([
    ["owner", true],
    ["admin", true],
    ["finance", false],
    ["cashier", false],
    ["viewer", false],
  ] as const)("%s: %s", async (role, isAllowed) => {
    const actor = await addTestMember(shop.runtime, merchant.merchantId, role);
    const phoneNumber = newPhone();
    const refusal = { ok: false, reason: "not_allowed" };
    const answers = [await erase(phoneNumber, actor)];
    expect(answers).toEqual([isAllowed ? { ok: true, erased: 0, left: 0 } : refusal]);
    const found = await lookUpCustomer(shop.runtime, actor, phoneNumber);
    expect(found.ok).toBe(isAllowed);
  });

  it("needs a number, a yes and a fresh proof", async () => {
    expect(await erase("12")).toMatchObject({ reason: "invalid_phone" });
    const unsure = { phoneNumber: newPhone(), isSure: false };
    expect(await eraseCustomer(shop.runtime, owner, unsure)).toMatchObject({ reason: "not_sure" });
    await shop.witness`update sessions set proved_at = now() - interval '11 minutes'
      where id = ${owner.sessionId}`;
    expect(await erase(newPhone())).toMatchObject({ reason: "confirm_first" });
  });
});

describe("an erased attempt", () => {
  it("stays erased, whatever somebody writes who had read it before", async () => {
    const paid = await tried();
    await paid.pay();
    const { msisdn_hash: hash, data_key_sealed: key } = await attemptRow(paid.attemptId);
    await erase(paid.phoneNumber);
    const erased = await attemptRow(paid.attemptId);
    await shop.runtime.db.execute(sql`
      update attempts set checkout_request_id = 'ws_CO_1', msisdn_hash = ${hash},
        data_key_sealed = ${key}, erased_at = null, reason = 'unknown'
      where id = ${paid.attemptId}`);
    expect(await attemptRow(paid.attemptId)).toEqual({ ...erased, reason: "unknown" });
  });
});

describe("evidence", () => {
  it("is changed for nobody but what was erased, and for that no more than names", async () => {
    const paid = await tried();
    await paid.pay();
    const change = (what: ReturnType<typeof sql>) =>
      shop.runtime.db.execute(
        sql`update evidence set ${what} where attempt_id = ${paid.attemptId} and source = 'callback'`,
      );
    const refused = { cause: { code: "23000" } };
    const names = sql`raw_sha256 = null, checkout_request_id = 'erased-1'`;
    await expect(change(names)).rejects.toMatchObject(refused);
    await erase(paid.phoneNumber);
    await change(names);
    for (const what of [
      sql`checkout_request_id = 'ws_CO_1'`,
      sql`amount_kes = 1`,
      sql`receipt = 'X'`,
      sql`raw_sealed = null`,
      sql`raw_sha256 = ''::bytea`,
    ]) {
      await expect(change(what)).rejects.toMatchObject(refused);
    }
  });
});

describe("a shop that lived through everything", () => {
  it("is erased by age, and is rebuilt from its evidence to the letter all the same", async () => {
    shop.daraja.push = accepted;
    await liveThroughStories(shop, merchant);
    const orders = await shop.witness<{ id: string }[]>`
      select id from orders where merchant_id = ${merchant.merchantId}`;
    const FOUR_MONTHS_SECONDS = 125 * 86_400;
    for (const { id } of orders) {
      await shop.age(id, FOUR_MONTHS_SECONDS);
      await shop.ageBuckets(600);
    }
    for (let pass = 0; pass < 6; pass += 1) {
      await sweep(shop.runtime);
      await shop.ageBuckets(600);
    }
    const fresh = await tried();
    await fresh.pay();
    const run = async () => {
      await shop.witness`delete from leases where name = 'erase-old'`;
      return eraseOld(shop.runtime);
    };
    expect(await run()).toMatchObject({ attemptsErased: 0 });
    await shop.witness`update merchants set retention_months = 3 where id = ${merchant.merchantId}`;
    const { attemptsErased } = await run();
    expect(attemptsErased).toBeGreaterThan(20);
    expect(await run()).toMatchObject({ attemptsErased: 0 });
    expect((await attemptRow(fresh.attemptId))["erased_at"]).toBeNull();
    const left = await shop.witness<{ outcome: string; decision: string | null }[]>`
      select distinct outcome, decision from attempts
      where merchant_id = ${merchant.merchantId} and erased_at is null and id <> ${fresh.attemptId}`;
    expect(left).toEqual([{ outcome: "review", decision: null }]);
    const differences: Difference[] = [];
    await checkRebuild(shop.runtime.db, { onDifference: (found) => void differences.push(found) });
    const ids = new Set(orders.map(({ id }) => id));
    expect(ids.size).toBeGreaterThan(15);
    expect(differences.filter(({ orderId }) => ids.has(orderId))).toEqual([]);
    expect(await checkInvariants(shop.runtime)).toBe(INVARIANTS.length);
    const offenders = await shop.witness`
      select name from invariant_offenders where merchant_id = ${merchant.merchantId}
        and name not in ('callbacks_arrive')`;
    expect(offenders).toEqual([]);
    const trail = await readTrail(shop.runtime, merchant.merchantId);
    expect(trail).toEqual([["retention_erased", { attempts: attemptsErased }]]);
    // What is asked of the sweeper afterwards finds nothing that it cannot do.
    expect(await sweep(shop.runtime)).toMatchObject({ failures: 0, queriesSent: 0 });
  });

  it("forgets Idempotency-Keys that answer no more", async () => {
    await shop.witness`delete from leases where name = 'erase-old'`;
    const key = async (name: string, hours: number) => shop.witness`
      insert into idempotency_keys (merchant_id, key, request_sha256, order_id, response, created_at)
      values (${merchant.merchantId}, ${name}, '', 'o', '{}', now() - make_interval(hours => ${hours}))`;
    await key("old", 25);
    await key("new", 23);
    expect(await eraseOld(shop.runtime)).toMatchObject({ keysForgotten: 1 });
    expect(await eraseOld(shop.runtime)).toMatchObject({ keysForgotten: 0 });
    const kept = await shop.witness<{ key: string }[]>`
      select key from idempotency_keys where merchant_id = ${merchant.merchantId}`;
    expect(kept.map((row) => row.key)).toEqual(["new"]);
  });
});
