import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DECISION_KINDS, EVIDENCE_KINDS } from "@/db/vocabulary";
import { UNUSABLE_ID } from "@/lib/daraja/json";
import { makeId } from "@/lib/ids";
import { newReceipt } from "./fixtures/callback-bodies";
import { AMOUNT_KES, at } from "./fixtures/decide-world";
import { only, openTestShop, type TestShop } from "./fixtures/test-shop";
import { readTellingFacts, readVisibleFacts } from "./read-facts";
import { storeEvidence } from "./store-evidence";
import { tellingFacts, visibleFacts, type StoredFact } from "./visible-facts";

/** Decisions are no facts of an attempt. */
const DECISIONS: ReadonlySet<string> = new Set(DECISION_KINDS);

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

type Attempt = { id: string; orderId: string; merchantId: string };

/** An attempt claimed at `at(0)` that asks for AMOUNT_KES, with no evidence yet. */
async function makeAttempt(merchant?: { merchantId: string; shortcodeId: string }) {
  const orderId = await shop.makeOrder({
    amountKes: AMOUNT_KES,
    ...(merchant ? { merchant } : {}),
  });
  const id = makeId("attempt");
  const { merchant_id: merchantId } = only(
    await shop.witness<{ merchant_id: string }[]>`
      insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, token_sha256,
        created_at)
      select ${id}, merchant_id, id, shortcode_id, amount_kes, ${Buffer.from(id)}, ${at(0)}
      from orders where id = ${orderId} returning merchant_id`,
  );
  return { id, orderId, merchantId };
}

async function insert({ id, orderId, merchantId }: Attempt, facts: StoredFact[]) {
  const rows = facts.map((fact, index) => ({
    id: fact.id,
    merchant_id: merchantId,
    order_id: orderId,
    attempt_id: id,
    source: fact.kind.startsWith("query_") ? "query" : "push",
    query_number: fact.kind.startsWith("query_") ? index : null,
    kind: fact.kind,
    code: fact.code,
    amount_kes: fact.amountKes,
    receipt: fact.receipt,
    merchant_request_id: fact.merchantRequestId,
    checkout_request_id: fact.checkoutRequestId,
    received_at: fact.receivedAt,
    applied_at: fact.isApplied ? at(0) : null,
  }));
  if (rows.length > 0) await shop.witness`insert into evidence ${shop.witness(rows)}`;
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const idsOf = (facts: { id: string }[]) => facts.map(({ id }) => id);

describe("the rule of visible facts", () => {
  it("is the same in SQL and in the pure file, whatever is stored", async () => {
    const merchant = await shop.makeMerchant();
    const owner = await makeAttempt(merchant);
    const [owned, own, other] = [newReceipt(), newReceipt(), newReceipt()];
    await shop.witness`
      insert into payments
        (id, merchant_id, order_id, attempt_id, kind, amount_kes, receipt, counted, late, after_failure)
      values (${makeId("payment")}, ${owner.merchantId}, ${owner.orderId}, ${owner.id}, 'stk', 1,
        ${owned}, false, false, false)`;
    const receiptOwners = new Map([[owned, owner.id]]);
    const darajaId = maybe(fc.constantFrom("ws_CO_1", "ws_CO_2", UNUSABLE_ID));
    const stored = fc.record({
      id: fc.uuid(),
      kind: fc.constantFrom(
        ...EVIDENCE_KINDS.filter((kind) => !DECISIONS.has(kind)),
        ...(["callback_success", "query_succeeded", "query_failed"] as const),
      ),
      code: maybe(fc.constantFrom("0", "1032", "1037")),
      reason: fc.constant(null),
      amountKes: maybe(fc.constantFrom(AMOUNT_KES, 1)),
      receipt: maybe(fc.constantFrom(owned, own, other)),
      merchantRequestId: darajaId,
      checkoutRequestId: darajaId,
      // Ties included: then the id decides.
      receivedAt: fc.integer({ min: 0, max: 120 }).map(at),
      isApplied: fc.boolean(),
    });
    // Two pieces of evidence never have one id.
    const pieces = fc.uniqueArray(stored, {
      minLength: 1,
      maxLength: 40,
      selector: ({ id }) => id,
    });
    await fc.assert(
      fc.asyncProperty(pieces, async (drawn) => {
        const attempt = await makeAttempt(merchant);
        const facts = drawn.map((fact) => ({ ...fact, id: `${fact.id}_${attempt.id}` }));
        await insert(attempt, facts);
        const subject = {
          attempt: { id: attempt.id, amountKes: AMOUNT_KES, createdAt: at(0) },
          receiptOwners,
        };
        for (const piece of facts.filter(({ isApplied }) => !isApplied).slice(0, 3)) {
          const pure = visibleFacts(facts, piece);
          const all = await readVisibleFacts(shop.runtime.db, attempt.id, piece.id);
          expect(idsOf(all.facts)).toEqual(idsOf(pure.facts));
          const found = await readTellingFacts(shop.runtime.db, attempt.id, piece.id);
          const telling = tellingFacts([...pure.facts, piece], subject);
          expect(idsOf(found.facts)).toEqual(idsOf(telling).filter((id) => id !== piece.id));
          expect([all.seenUpTo?.id, found.seenUpTo?.id]).toEqual([
            pure.seenUpTo?.id,
            pure.seenUpTo?.id,
          ]);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("reads few facts of a flood, and the genuine callback behind it", async () => {
    const { orderId, merchantId, id } = await makeAttempt();
    // The planner has not heard of the flood yet: the worst it can be told.
    await shop.witness`analyze evidence`;
    await shop.witness`
      insert into evidence (id, merchant_id, order_id, attempt_id, source, kind,
        checkout_request_id, received_at, applied_at)
      values (${`evd_answer_${id}`}, ${merchantId}, ${orderId}, ${id}, 'push', 'push_accepted',
        'ws_CO_GENUINE', ${at(1)}, ${at(1)})`;
    await shop.witness`
      insert into evidence (id, merchant_id, order_id, attempt_id, source, kind, code, amount_kes,
        receipt, checkout_request_id, raw_sha256, received_at, applied_at)
      select 'evd_' || n || ${id}, ${merchantId}, ${orderId}, ${id}, 'callback',
        'callback_success', '0', ${AMOUNT_KES}, 'SJF' || n, 'ws_CO_' || n,
        decode(md5(n::text), 'hex'), ${at(2)}::timestamptz + make_interval(secs => n * 0.001),
        now()
      from generate_series(1, 10000) as n`;
    const callback = { merchantId, orderId, attemptId: id, source: "callback" } as const;
    const genuine = await storeEvidence(shop.runtime.db, {
      ...callback,
      kind: "callback_success",
      code: "0",
      amountKes: AMOUNT_KES,
      receipt: newReceipt(),
      checkoutRequestId: "ws_CO_GENUINE",
      rawSha256: Buffer.from("genuine"),
    });
    const piece = await storeEvidence(shop.runtime.db, {
      ...callback,
      kind: "callback_unreadable",
      rawSha256: Buffer.from("unreadable"),
    });
    const { facts } = await readVisibleFacts(shop.runtime.db, id, piece);
    expect(facts.map(({ kind }) => kind)).toEqual([
      "push_accepted",
      "callback_success",
      "callback_success",
    ]);
    expect(facts.at(-1)?.id).toBe(genuine);
  });
});

describe("evidence of one attempt is stored one by one", () => {
  it("so that no two share a millisecond, whoever stores them", async () => {
    const { orderId, merchantId, id } = await makeAttempt();
    const others = [shop.openProcess(), shop.openProcess(), shop.openProcess()];
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        storeEvidence((others[n % 3] ?? shop.runtime).moneyDb, {
          merchantId,
          orderId,
          attemptId: id,
          source: "callback",
          kind: "callback_unreadable",
          rawSha256: Buffer.from(`body ${n}`),
        }),
      ),
    );
    const [row] = await shop.witness<{ rows: number; places: number; isWhole: boolean }[]>`
      select count(*)::int as rows, count(distinct received_at)::int as places,
        bool_and(received_at = date_trunc('milliseconds', received_at)) as "isWhole"
      from evidence where attempt_id = ${id}`;
    expect(row).toEqual({ rows: 60, places: 60, isWhole: true });
  });

  it("so that whoever sees a piece sees everything received before it", async () => {
    const { orderId, merchantId, id } = await makeAttempt();
    const fact = { merchantId, orderId, attemptId: id, source: "callback" } as const;
    const seen: { id: string; before: number }[] = [];
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const stored = await storeEvidence(shop.runtime.db, {
          ...fact,
          kind: "callback_unreadable",
          rawSha256: Buffer.from(`body ${n}`),
        });
        const { facts } = await readVisibleFacts(shop.runtime.moneyDb, id, stored);
        seen.push({ id: stored, before: facts.length });
      }),
    );
    const rows = await shop.witness<{ id: string }[]>`
      select id from evidence where attempt_id = ${id} order by received_at, id`;
    for (const { id: stored, before } of seen) {
      expect(before).toBe(rows.findIndex((row) => row.id === stored));
    }
  });
});
