import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sessions } from "@/db/schema/auth";
import { DECISION_KINDS, ROLES } from "@/db/vocabulary";
import { makeId } from "@/lib/ids";
import { payWith, pushedOrder } from "@/lib/payments/fixtures/decided-stories";
import { openTestShop, type TestShop } from "@/lib/payments/fixtures/test-shop";
import { asMerchant } from "./as-merchant";
import { type DecisionForm, decideOrder } from "./decide-order";
import { addTestMember } from "./fixtures/test-member";
import type { Role } from "./model";
import { permissionsOfRole } from "./permissions";
import { readOrderPage } from "./read-order-page";
import type { Actor } from "./session";

let shop: TestShop;
let merchant: Awaited<ReturnType<TestShop["makeMerchant"]>>;
let orderId: string;
let attemptId: string;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  merchant = await shop.makeMerchant();
  const push = await pushedOrder(shop, merchant);
  await payWith(shop, push, { amountKes: 99 });
  ({ orderId, attemptId } = push);
});

const DECIDED = { ok: true, isRepeat: false };

const personOf = ({ userId, sessionId, from }: Actor) => ({
  userId,
  sessionId,
  from,
  email: `${userId}@duka.example`,
  name: "Achieng",
  hasTwoFactor: false,
});

async function send(actor: Actor, fields: Partial<DecisionForm> = {}) {
  const { timeline_seq } = await shop.readOrder(orderId);
  const form: DecisionForm = {
    formId: makeId("evidence"),
    orderId,
    kind: "payment_accepted",
    attemptId,
    amount: "",
    receipt: "",
    note: "agreed by phone",
    seenSeq: String(timeline_seq),
    password: "",
    code: "",
    ...fields,
  };
  const by = { actor, person: personOf(actor), headers: new Headers() };
  return decideOrder(shop.runtime, by, form);
}
const pageFor = (role: Role) =>
  readOrderPage(
    shop.runtime,
    asMerchant(shop.runtime, { ...merchant, permissions: permissionsOfRole(role) }),
    orderId,
  );

describe("a decision is made", () => {
  it.each(ROLES)("by whoever may, and shown to them: %s", async (role) => {
    const actor = await addTestMember(shop.runtime, merchant.merchantId, role);
    const may = permissionsOfRole(role).has("decide_cases");
    expect((await pageFor(role))?.offers?.map(({ kind }) => kind)).toEqual(
      may ? ["payment_accepted", "refunded_outside"] : undefined,
    );
    expect(await send(actor)).toEqual(may ? DECIDED : { ok: false, reason: "not_allowed" });
    expect(await shop.readOrder(orderId)).toMatchObject({ paid_kes: may ? 99 : 0 });
  });

  it("after a proof of the last ten minutes, and by no member of another merchant", async () => {
    const actor = await addTestMember(shop.runtime, merchant.merchantId, "finance");
    await shop.runtime.db
      .update(sessions)
      .set({ provedAt: sql`clock_timestamp() - interval '11 minutes'` })
      .where(eq(sessions.id, actor.sessionId));
    expect(await send(actor)).toEqual({ ok: false, reason: "confirm_first" });
    const other = await shop.makeMerchant();
    const stranger = await addTestMember(shop.runtime, other.merchantId, "owner");
    expect(await send(stranger)).toEqual({ ok: false, reason: "order_not_found" });
    expect(await shop.readOrder(orderId)).toMatchObject({ paid_kes: 0 });
  });

  it("with what was typed, or not at all", async () => {
    const actor = await addTestMember(shop.runtime, merchant.merchantId, "owner");
    const wrong: Partial<DecisionForm>[] = [
      { note: "ok" },
      { note: "x".repeat(301) },
      { kind: "order_cancelled" },
      { seenSeq: "one" },
      { amount: "0" },
      { amount: "99.50" },
      { amount: "250001" },
      { receipt: "TKU 1" },
      { receipt: "'; drop table" },
      { formId: null },
    ];
    for (const fields of wrong) {
      expect(await send(actor, fields), JSON.stringify(fields)).toEqual({
        ok: false,
        reason: "invalid",
      });
    }
    const refund = { kind: "refunded_outside", amount: " 99 ", receipt: "tku1 rv8znq" };
    expect(await send(actor, refund)).toEqual(DECIDED);
    const page = await pageFor("owner");
    expect(page?.timeline.at(-1)).toMatchObject({
      kind: "refunded_outside",
      decision: { name: "owner", note: "agreed by phone", receipt: "TKU1RV8ZNQ" },
    });
    expect((await pageFor("viewer"))?.timeline.at(-1)?.decision?.receipt).toBe("••••8ZNQ");
  });
});

describe("the audit", () => {
  it("tells who decided, once, however often the form is sent", async () => {
    const actor = await addTestMember(shop.runtime, merchant.merchantId, "admin");
    const form = {
      formId: makeId("evidence"),
      seenSeq: String((await shop.readOrder(orderId)).timeline_seq),
    };
    expect(await send(actor, form)).toEqual(DECIDED);
    expect(await send(actor, form)).toEqual({ ok: true, isRepeat: true });
    const entries = await shop.witness`
      select action, actor_id, subject_id, after from audit_entries
      where merchant_id = ${merchant.merchantId} and action = 'case_decided'`;
    expect(entries).toMatchObject([
      {
        actor_id: actor.userId,
        subject_id: orderId,
        after: { decision: "payment_accepted", amountKes: null },
      },
    ]);
  });
});

describe("a payment by hand", () => {
  it("asks for a proof of its own, however fresh the last one is", async () => {
    const actor = await addTestMember(shop.runtime, merchant.merchantId, "owner");
    const byHand = { kind: "paid_by_hand", amount: "100", receipt: "TKU1RV8ZNQ" };
    expect(await send(actor, byHand)).toEqual({ ok: false, reason: "wrong_password" });
    const { timeline_seq } = await shop.readOrder(orderId);
    const person = { ...personOf(actor), hasTwoFactor: true };
    const form = {
      ...byHand,
      formId: makeId("evidence"),
      orderId,
      attemptId,
      note: "seen in the statement",
      seenSeq: timeline_seq,
      password: "whatever it is",
      code: "",
    };
    const by = { actor, person, headers: new Headers() };
    expect(await decideOrder(shop.runtime, by, form)).toEqual({ ok: false, reason: "wrong_code" });
    expect(await shop.readPayments(orderId)).toMatchObject([{ counted: false }]);
  });
});

describe("every decision", () => {
  it("is one of the vocabulary, offered in its order", async () => {
    const kinds = (await pageFor("owner"))?.offers?.map(({ kind }) => kind) ?? [];
    expect(kinds).toEqual(DECISION_KINDS.filter((kind) => kinds.includes(kind)));
  });
});
