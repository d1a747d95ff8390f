import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ROLES } from "@/db/vocabulary";
import { readTrail } from "@/lib/audit/fixtures/read-trail";
import { makeId } from "@/lib/ids";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { addTestMember } from "@/lib/merchants/fixtures/test-member";
import { permissionsOfRole } from "@/lib/merchants/permissions";
import type { Actor } from "@/lib/merchants/session";
import { newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import { idsOf } from "@/lib/payments/fixtures/fake-daraja";
import { newPhone, openTestShop, type TestShop } from "@/lib/payments/fixtures/test-shop";
import { formatMsisdn, parseMsisdn } from "@/lib/phone";
import { authoriseExport } from "./authorise-export";
import { eraseCustomer } from "./erase-customer";
import { exportCustomer } from "./export-customer";
import { lookUpCustomer } from "./look-up-customer";
import { readRetention } from "./read-retention";
import { setRetention } from "./set-retention";
import { showNumber } from "./show-number";

let shop: TestShop;
let merchant: { merchantId: string; shortcodeId: string };
let owner: Actor;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  merchant = await shop.makeMerchant();
  owner = await addTestMember(shop.runtime, merchant.merchantId, "owner");
});

const trail = () => readTrail(shop.runtime, merchant.merchantId);
const readsOf = (merchantId: string) =>
  asMerchant(shop.runtime, { merchantId, permissions: permissionsOfRole("owner") });
const msisdnOf = (phoneNumber: string) => {
  const msisdn = parseMsisdn(phoneNumber);
  if (msisdn === null) throw new Error("no number");
  return msisdn;
};
const age = (actor: Actor) => shop.witness`
  update sessions set proved_at = now() - interval '11 minutes' where id = ${actor.sessionId}`;

async function paid(phoneNumber = newPhone()) {
  const orderId = await shop.makeOrder({ merchant });
  const { attemptId, call } = await shop.startedPush(orderId, { phoneNumber });
  const receipt = newReceipt();
  await shop.callBack(call, successBody(idsOf(call.callbackToken), { amountKes: 100, receipt }));
  return { orderId, attemptId, phoneNumber, receipt };
}

describe("a payer's number in full", () => {
  it.each(ROLES)("%s: if they may see it, and then the audit has it", async (role) => {
    const { orderId, attemptId, phoneNumber } = await paid();
    const actor = await addTestMember(shop.runtime, merchant.merchantId, role);
    await age(actor);
    const mayShow = permissionsOfRole(role).has("see_phones");
    expect(await showNumber(shop.runtime, actor, { orderId, attemptId })).toEqual(
      mayShow
        ? { ok: true, number: formatMsisdn(msisdnOf(phoneNumber)) }
        : { ok: false, reason: "not_allowed" },
    );
    expect(await trail()).toEqual(mayShow ? [["number_shown", null]] : []);
    const subjects = await shop.witness<{ subject_id: string }[]>`
      select subject_id from audit_entries where merchant_id = ${merchant.merchantId}`;
    expect(subjects).toEqual(mayShow ? [{ subject_id: orderId }] : []);
  });

  it("is not another merchant's, and not there once it was erased", async () => {
    const theirs = await paid();
    merchant = await shop.makeMerchant();
    const stranger = await addTestMember(shop.runtime, merchant.merchantId, "owner");
    const gone = { ok: false, reason: "not_found" };
    expect(await showNumber(shop.runtime, stranger, theirs)).toEqual(gone);
    const unknown = { ...theirs, orderId: makeId("order") };
    expect(await showNumber(shop.runtime, stranger, unknown)).toEqual(gone);
    expect(await showNumber(shop.runtime, stranger, { orderId: "x", attemptId: null })).toEqual(
      gone,
    );
    expect(await trail()).toEqual([]);
    const elsewhere = { ...theirs, attemptId: makeId("attempt") };
    const erased = { ok: false, reason: "erased" };
    expect(await showNumber(shop.runtime, owner, elsewhere)).toEqual(erased);
    await eraseCustomer(shop.runtime, owner, { phoneNumber: theirs.phoneNumber, isSure: true });
    expect(await showNumber(shop.runtime, owner, theirs)).toEqual(erased);
  });
});

describe("what is held of a number", () => {
  it("is counted, and handed out whole, one's own alone", async () => {
    const first = await paid();
    const second = await paid(first.phoneNumber);
    const other = await paid();
    const ours = merchant;
    merchant = await shop.makeMerchant();
    const theirs = await paid(first.phoneNumber);
    merchant = ours;
    await shop.witness`
      insert into order_notes (id, merchant_id, order_id, author_id, author_name, text, submission)
      select o.id || 'n', o.merchant_id, o.id, 'u', 'Akinyi', 'called back', 's' from orders o
      where o.id = any (${[first.orderId, theirs.orderId]})`;
    const found = await lookUpCustomer(shop.runtime, owner, first.phoneNumber);
    expect(found).toMatchObject({
      ok: true,
      held: { orders: 2, attempts: 2, payments: 2, inUse: [] },
    });
    const msisdn = msisdnOf(first.phoneNumber);
    const text = await exportCustomer(shop.runtime, readsOf(ours.merchantId), msisdn);
    const held: unknown = JSON.parse(text);
    expect(held).toMatchObject({
      phoneNumber: formatMsisdn(msisdn),
      orders: [{ orderId: first.orderId }, { orderId: second.orderId }],
      attempts: [{ attemptId: first.attemptId }, { attemptId: second.attemptId }],
      payments: [{ receipt: first.receipt }, { receipt: second.receipt }],
      notes: [{ orderId: first.orderId, text: "called back" }],
    });
    for (const { orderId, receipt } of [other, theirs]) {
      expect(text).not.toContain(orderId);
      expect(text).not.toContain(receipt);
    }
    // Raw bodies are opened; whoever else they name is masked.
    expect(text).toContain("The service request is processed successfully.");
    expect(text).not.toContain("254712345678");
    await eraseCustomer(shop.runtime, owner, { phoneNumber: first.phoneNumber, isSure: true });
    const after = await lookUpCustomer(shop.runtime, owner, first.phoneNumber);
    expect(after).toMatchObject({ held: { attempts: 0, firstAt: null, lastAt: null } });
    const empty = await exportCustomer(shop.runtime, readsOf(ours.merchantId), msisdn);
    expect(JSON.parse(empty)).toMatchObject({ orders: [], attempts: [], payments: [] });
    const { rows } = await shop.runtime.db.execute("select e::text as row from audit_entries e");
    expect(JSON.stringify(rows)).not.toContain(msisdn.slice(-9));
  });

  it("is taken out by owners and admins who have just shown who they are, and that is told", async () => {
    for (const role of ROLES) {
      const actor = await addTestMember(shop.runtime, merchant.merchantId, role);
      const mayErase = permissionsOfRole(role).has("erase_customers");
      expect((await authoriseExport(shop.runtime, actor)).ok).toBe(mayErase);
      await age(actor);
      expect(await authoriseExport(shop.runtime, actor)).toEqual({
        ok: false,
        reason: mayErase ? "confirm_first" : "not_allowed",
      });
    }
    expect(await trail()).toEqual([
      ["customer_exported", null],
      ["customer_exported", null],
    ]);
  });
});

describe("how long numbers are kept", () => {
  it("is off, and a whole number of months from 3 on", async () => {
    const reads = readsOf(merchant.merchantId);
    expect(await readRetention(reads)).toBeNull();
    for (const wrong of ["2", "121", "6.5", "-6", "many", null]) {
      expect(await setRetention(shop.runtime, owner, wrong)).toEqual({
        ok: false,
        reason: "invalid_months",
      });
    }
    expect(await setRetention(shop.runtime, owner, " 6 ")).toEqual({ ok: true });
    expect(await setRetention(shop.runtime, owner, "6")).toEqual({ ok: true });
    expect(await readRetention(reads)).toBe(6);
    expect(await setRetention(shop.runtime, owner, "")).toEqual({ ok: true });
    expect(await readRetention(reads)).toBeNull();
    expect(await trail()).toEqual([
      ["retention_changed", { months: 6 }],
      ["retention_changed", { months: null }],
    ]);
    await age(owner);
    expect(await setRetention(shop.runtime, owner, "6")).toMatchObject({ reason: "confirm_first" });
  });
});
