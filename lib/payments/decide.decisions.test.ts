import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import {
  AMOUNT_KES,
  apply,
  applyAll,
  applyStored,
  essence,
  evidence,
  FOREIGN_RECEIPT,
  newWorld,
  store,
  type World,
} from "./fixtures/decide-world";
import { DECISIONS, EVERY_DECISION } from "./fixtures/decision-letters";
import {
  CALLBACKS,
  CLOCK,
  PUSH_ANSWERS,
  QUERIES,
  STRAY_CALLBACKS,
} from "./fixtures/evidence-alphabet";
import { LETTERS } from "./fixtures/proof-letters";
import { brokenState, brokenStep } from "./fixtures/rules-of-a-world";
import { refuseDecision, type Decision } from "./judge-decision";
import { compareMoments } from "./received-order";
import type { Evidence, Snapshot } from "./snapshot";

const PATIENCE = { timeout: 120_000 };
/** Seconds each; the mutation run, which repeats every test a thousand times, goes without them. */
// eslint-disable-next-line no-restricted-properties -- set for the test run, and nothing of the app's
const itAtLength = it.skipIf(process.env["MALIPO_MUTATION_TESTS"] !== undefined);
const { accepted } = PUSH_ANSWERS;

const snapshotOf = (world: World): Snapshot => ({
  order: world.order,
  attempts: world.attempts,
  payments: world.payments,
  facts: [],
  seenUpTo: null,
  receiptOwners: new Map([
    ...world.foreignReceipts,
    ...world.payments.flatMap(({ receipt, attemptId }) =>
      receipt === null ? [] : [[receipt, attemptId] as const],
    ),
  ]),
});
const refusal = (world: World, decision: Decision) => refuseDecision(snapshotOf(world), decision);

const review = applyAll(newWorld(), [accepted, CALLBACKS.otherAmount]);
const unresolved = applyAll(newWorld(), [accepted, CLOCK.windowEnded, CLOCK.checksEnded]);
const failed = applyAll(newWorld(), [accepted, CALLBACKS.cancelled]);
const paid = applyAll(newWorld(), [accepted, CALLBACKS.exact]);
const strayed = applyAll(newWorld(), [accepted, STRAY_CALLBACKS.otherCheckout, CALLBACKS.exact]);
const reused = applyAll(newWorld(), [accepted, CALLBACKS.foreignReceipt]);
const underpaid = apply(review, DECISIONS.accepted);
const overpaid = apply(failed, DECISIONS.byHandMore);

describe("every decision in every state", () => {
  const WORLDS: [string, World, Partial<Record<keyof typeof DECISIONS, string | null>>][] = [
    ["open", newWorld(), {}],
    ["in review", review, { accepted: null, refunded: null }],
    [
      "unresolved",
      unresolved,
      { closed: null, writtenOff: null, byHand: null, byHandLess: null, byHandMore: null },
    ],
    ["failed", failed, { byHand: null, byHandLess: null, byHandMore: null }],
    ["paid", paid, {}],
    ["paid and flagged", strayed, { closed: null }],
    [
      "with a reused receipt",
      reused,
      { writtenOff: null, byHand: null, byHandLess: null, byHandMore: null },
    ],
    ["underpaid", underpaid, { restAsked: null, restWrittenOff: null }],
    ["overpaid", overpaid, { closed: null, surplusRefunded: null }],
  ];

  it.each(WORLDS)(
    "%s: fits as it should, and changes nothing where it does not",
    (_name, world, fits) => {
      for (const [name, known] of Object.entries(DECISIONS)) {
        const decision = { ...known, id: `${known.id}, now` };
        const reason = refusal(world, decision);
        const isFit = Object.entries(fits).some(([fit]) => fit === name);
        expect({ name, isFit: reason === null }).toEqual({ name, isFit });
        const after = apply(world, decision);
        expect(brokenStep(world, after, true)).toBeNull();
        if (isFit) {
          expect(after.last?.timeline[0]).toMatchObject({
            kind: decision.kind,
            detail: { decisionId: decision.id },
          });
        } else {
          expect(essence(after)).toEqual(essence(world));
          expect(after.last?.timeline).toEqual([]);
        }
      }
    },
  );

  itAtLength(
    "is answered, breaks no rule and never lowers anything, after any evidence",
    PATIENCE,
    () => {
      const letters = [...LETTERS, CLOCK.expired, ...EVERY_DECISION];
      const pieces = fc.shuffledSubarray(letters, { maxLength: 20 });
      fc.assert(
        fc.property(pieces, (drawn) => {
          let world = newWorld();
          for (const piece of inOrderOfReceipt(drawn)) world = store(world, piece);
          for (const piece of drawn) {
            const next = applyStored(world, piece);
            const byPerson = EVERY_DECISION.some(({ id }) => id === piece.id);
            expect(brokenStep(world, next, byPerson)).toBeNull();
            world = next;
          }
        }),
        { numRuns: 2_000 },
      );
    },
  );
});

const inOrderOfReceipt = (pieces: readonly Evidence[]) => [...pieces].sort(compareMoments);

describe("a decision is a barrier", () => {
  const few = inOrderOfReceipt([
    accepted,
    CALLBACKS.cancelled,
    CALLBACKS.otherAmount,
    CALLBACKS.otherAmountAndReceipt,
    CALLBACKS.foreignReceipt,
    STRAY_CALLBACKS.otherCheckout,
    QUERIES.zero,
    QUERIES.zeroConfirming,
  ]);

  /** Every world that orders of applying these pieces can end in. */
  function everyEnd(from: World, pieces: readonly Evidence[]): Set<string> {
    let reached = new Map([["", from]]);
    for (let done = 0; done < pieces.length; done += 1) {
      const next = new Map<string, World>();
      for (const world of reached.values()) {
        for (const piece of pieces.filter(({ id }) => !world.applied.has(id))) {
          const after = applyStored(world, piece);
          next.set(JSON.stringify([[...after.applied].sort(), essence(after)]), after);
        }
      }
      reached = next;
    }
    return new Set([...reached.values()].map((world) => JSON.stringify(essence(world))));
  }

  itAtLength(
    "rule 5: what was applied before it, and what after, says how it ends; not the order within either",
    PATIENCE,
    () => {
      let [splits, fitting] = [0, 0];
      for (let mask = 0; mask < 3 ** few.length; mask += 1) {
        const place = (nth: number) => Math.floor(mask / 3 ** nth) % 3;
        const before = few.filter((_piece, nth) => place(nth) === 1);
        const after = few.filter((_piece, nth) => place(nth) === 2);
        const stored = inOrderOfReceipt([...before, ...after]).reduce(store, newWorld());
        const world = before.reduce(applyStored, stored);
        splits += 1;
        for (const decision of EVERY_DECISION) {
          if (refusal(world, decision) !== null) continue;
          fitting += 1;
          const ends = everyEnd(apply(world, decision), after);
          const told = [before, after].map((part) => part.map(({ id }) => id).join(", "));
          expect(ends.size, `${told[0] ?? ""} | ${decision.id} | ${told[1] ?? ""}`).toBe(1);
        }
      }
      process.stdout.write(`decisions between evidence: ${JSON.stringify({ splits, fitting })}\n`);
      expect(fitting).toBeGreaterThan(1_000);
    },
  );
});

describe("rule 6: a person ends a review", () => {
  it("by accepting: what came counts with its own amount, and never what was asked for", () => {
    expect(underpaid.payments).toMatchObject([
      { amountKes: AMOUNT_KES - 1, receipt: "SJEXACT001", counted: true, kind: "stk" },
    ]);
    expect(underpaid.attempts[0]).toMatchObject({ outcome: "succeeded", decision: "accepted" });
    expect(underpaid.order).toMatchObject({
      status: "underpaid",
      paidKes: AMOUNT_KES - 1,
      flags: [],
      cases: ["underpaid"],
    });
  });

  it("and what M-Pesa says later of the same money changes no amount, and is told", () => {
    for (const later of [CALLBACKS.exact, CALLBACKS.otherAmountAndReceipt]) {
      const again = {
        ...later,
        id: "later",
        receivedAt: new Date(later.receivedAt.getTime() + 9e5),
      };
      const after = apply(underpaid, again);
      expect(after.payments).toEqual(underpaid.payments);
      expect(after.order).toMatchObject({ paidKes: AMOUNT_KES - 1, flags: ["needs_review"] });
      expect(after.order.cases).toContain("contradicts_decision");
    }
    const asked = applyAll(underpaid, [QUERIES.zero, QUERIES.zeroConfirming]);
    expect(essence(asked)).toEqual(essence(underpaid));
  });

  it("by giving it back: nothing counts, the customer may start again, and it is never counted later", () => {
    const refunded = apply(review, DECISIONS.refunded);
    expect(refunded.attempts[0]).toMatchObject({ outcome: "review", decision: "refunded" });
    expect(refunded.payments).toEqual(review.payments);
    expect(refunded.order).toMatchObject({ status: "open", paidKes: 0, flags: [], cases: [] });
    const after = applyAll(refunded, [QUERIES.zero, QUERIES.zeroConfirming]);
    expect(after.attempts).toEqual(refunded.attempts);
    expect(after.payments).toEqual(review.payments);
    expect(after.order).toMatchObject({ status: "open", paidKes: 0, flags: ["needs_review"] });
    expect(after.order.cases).toEqual(["contradicts_decision"]);
  });

  it("for the whole amount that came, and with a receipt of its own", () => {
    const less = { ...DECISIONS.refunded, amountKes: AMOUNT_KES - 2 };
    expect(refusal(review, less)).toBe("not_what_came");
    expect(refusal(review, { ...DECISIONS.refunded, receipt: "SJEXACT001" })).toBe("receipt_used");
    expect(refusal(review, { ...DECISIONS.refunded, receipt: null })).toBe("invalid");
  });
});

describe("a closed case", () => {
  it("stays closed for what was known, and opens again for what comes later", () => {
    const closed = apply(strayed, DECISIONS.closed);
    expect(closed.order).toMatchObject({ status: "paid", flags: [], cases: [] });
    const known = applyAll(closed, [QUERIES.inProgress, CALLBACKS.exactAgain, CLOCK.windowEnded]);
    expect(known.order).toMatchObject({ flags: [], cases: [] });
    const more = apply(known, {
      ...STRAY_CALLBACKS.otherCheckout,
      id: "another stray",
      receivedAt: new Date(CLOCK.windowEnded.receivedAt.getTime() + 1_000),
    });
    expect(more.order).toMatchObject({ flags: ["needs_review"], cases: ["ids_differ"] });
  });

  it("is not one while money waits for a decision", () => {
    expect(refusal(review, DECISIONS.closed)).toBe("review_first");
    expect(refusal(newWorld(), DECISIONS.closed)).toBe("nothing_open");
    expect(refusal(underpaid, DECISIONS.closed)).toBe("nothing_open");
  });
});

describe("rule 4: an attempt that was given up", () => {
  const givenUp = apply(unresolved, DECISIONS.writtenOff);

  it("counts nothing and leaves the list", () => {
    expect(givenUp.attempts[0]).toMatchObject({ outcome: "unresolved", decision: "written_off" });
    expect(givenUp.order).toMatchObject({ status: "open", paidKes: 0, flags: [], cases: [] });
  });

  it("is paid by late money all the same, and a person looks again", () => {
    const late = {
      ...CALLBACKS.exactLate,
      receivedAt: new Date(CLOCK.checksEnded.receivedAt.getTime() + 1),
    };
    const after = apply(givenUp, late);
    expect(after.attempts[0]).toMatchObject({ outcome: "succeeded", decision: null });
    expect(after.order).toMatchObject({ status: "paid", paidKes: AMOUNT_KES });
    expect(after.order.cases).toEqual(["contradicts_decision", "late"]);
  });

  it("is in review again when another amount comes", () => {
    const piece = {
      ...CALLBACKS.otherAmount,
      receivedAt: new Date(CLOCK.checksEnded.receivedAt.getTime() + 1),
    };
    const after = apply(givenUp, piece);
    expect(after.attempts[0]).toMatchObject({ outcome: "review", decision: null });
    expect(refusal(after, DECISIONS.accepted)).toBeNull();
  });
});

describe("rule 8: money recorded by hand", () => {
  const byHand = apply(unresolved, DECISIONS.byHand);

  it("counts once, whatever M-Pesa says of the same money later", () => {
    expect(byHand.order).toMatchObject({
      status: "paid",
      paidKes: AMOUNT_KES,
      flags: [],
      cases: [],
    });
    const later = (piece: Evidence) => ({
      ...piece,
      id: `later: ${piece.id}`,
      receivedAt: new Date(
        CLOCK.checksEnded.receivedAt.getTime() + (piece.receivedAt.getTime() % 1e5),
      ),
    });
    const again = applyAll(
      byHand,
      [CALLBACKS.exact, QUERIES.zero, QUERIES.zeroConfirming].map(later),
    );
    expect(again.payments).toEqual(byHand.payments);
    expect(again.order).toMatchObject({ status: "paid", paidKes: AMOUNT_KES, flags: [] });
  });

  it("is told apart when M-Pesa names another receipt, and is not counted again", () => {
    const piece = {
      ...CALLBACKS.secondReceipt,
      receivedAt: new Date(CLOCK.checksEnded.receivedAt.getTime() + 1),
    };
    const after = apply(byHand, piece);
    expect(after.payments).toEqual(byHand.payments);
    expect(after.order).toMatchObject({ paidKes: AMOUNT_KES, flags: ["needs_review"] });
  });

  it("takes no receipt that is money already, and no attempt that has money or is under way", () => {
    const foreign = { ...DECISIONS.byHand, receipt: FOREIGN_RECEIPT };
    expect(refusal(unresolved, foreign)).toBe("receipt_used");
    expect(refusal(paid, DECISIONS.byHandLess)).toBe("already_paid");
    expect(refusal(review, DECISIONS.byHandLess)).toBe("already_paid");
    expect(refusal(newWorld(), DECISIONS.byHand)).toBe("still_under_way");
  });

  it("of two attempts belongs to one: the other that names its receipt is reviewed", () => {
    const two = applyAll(newWorld({ attemptIds: ["att_1", "att_2"] }), [
      accepted,
      CALLBACKS.cancelled,
      DECISIONS.byHand,
    ]);
    const second = evidence("second", "callback_success", 700, {
      attemptId: "att_2",
      amountKes: AMOUNT_KES,
      receipt: "SJEXACT001",
    });
    const after = apply(two, second);
    expect(after.payments).toEqual(two.payments);
    expect(after.order).toMatchObject({
      status: "paid",
      paidKes: AMOUNT_KES,
      flags: ["needs_review"],
    });
    expect(after.attempts[1]).toMatchObject({ outcome: "review" });
  });
});

describe("rule 15: a refund stands beside the money", () => {
  it("ends a surplus by and by, and takes nothing from what is paid", () => {
    expect(overpaid.order).toMatchObject({ status: "overpaid", flags: ["refund_due"] });
    const some = apply(overpaid, DECISIONS.surplusRefunded);
    expect(some.order).toMatchObject({
      refundedKes: 1,
      flags: ["refund_due"],
      cases: ["refund_due"],
    });
    const rest = { ...DECISIONS.surplusRefunded, id: "rest", receipt: "SJREFUND03", amountKes: 99 };
    const done = apply(some, rest);
    expect(done.order).toMatchObject({
      status: "overpaid",
      paidKes: AMOUNT_KES + 100,
      refundedKes: 100,
      flags: [],
      cases: [],
    });
    expect(done.payments).toEqual(overpaid.payments);
    expect(refusal(done, { ...rest, id: "more" })).toBe("nothing_to_refund");
    expect(refusal(some, { ...rest, amountKes: 100 })).toBe("more_than_due");
  });
});

describe("what a decision asks of decide", () => {
  it("is nothing but the rows: evidence that nobody applied yet does not show", () => {
    const changes = decide({ ...snapshotOf(review), facts: [CALLBACKS.exact] }, DECISIONS.accepted);
    expect(changes.payment?.amountKes).toBe(AMOUNT_KES - 1);
    expect(brokenState(review)).toBeNull();
  });
});
