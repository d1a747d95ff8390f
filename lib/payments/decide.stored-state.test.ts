import { describe, expect, it } from "vitest";
import { OUTCOMES } from "@/db/vocabulary";
import { decide } from "./decide";
import { AMOUNT_KES, apply, evidence, newWorld, type World } from "./fixtures/decide-world";
import { CALLBACKS, CLOCK, PUSH_ANSWERS, QUERIES } from "./fixtures/evidence-alphabet";
import type { Outcome } from "./model";
import type { Evidence } from "./snapshot";

/** What stands in the rows holds, even where the evidence that it came from is not at hand. */

function stored(outcome: Outcome, payments: World["payments"] = []): World {
  const world = newWorld();
  return {
    ...world,
    attempts: world.attempts.map((attempt) => ({ ...attempt, push: "accepted", outcome })),
    payments,
  };
}

const payment = {
  attemptId: "att_1",
  kind: "stk" as const,
  amountKes: AMOUNT_KES,
  receipt: "SJSTORED01",
  counted: true,
  late: false,
  afterFailure: false,
};

const WEAKER: Evidence[] = [
  CALLBACKS.cancelled,
  CALLBACKS.otherAmount,
  CLOCK.windowEnded,
  CLOCK.stale,
  QUERIES.zero,
  PUSH_ANSWERS.refused,
  PUSH_ANSWERS.unknown,
];

describe("rule 5: an outcome once stored", () => {
  it.each(OUTCOMES.map((outcome) => [outcome]))("%s is never lowered", (outcome) => {
    for (const piece of WEAKER) {
      const after = apply(stored(outcome), piece).attempts[0]?.outcome ?? "pending";
      expect(OUTCOMES.indexOf(after)).toBeGreaterThanOrEqual(OUTCOMES.indexOf(outcome));
    }
  });
});

describe("what is known of the push once stored", () => {
  it("is never lowered", () => {
    for (const piece of [CLOCK.stale, PUSH_ANSWERS.refused, PUSH_ANSWERS.unknown]) {
      expect(apply(stored("pending"), piece).attempts[0]?.push).toBe("accepted");
    }
  });
});

describe("rule 15: money once counted", () => {
  it("stays counted whatever comes after it", () => {
    for (const piece of WEAKER) {
      const after = apply(stored("succeeded", [payment]), piece);
      expect(after.payments).toEqual([payment]);
      expect(after.last?.payment).toEqual(payment);
      expect(after.order).toMatchObject({ status: "paid", paidKes: AMOUNT_KES });
    }
  });

  it("stays with the order when evidence about the order itself comes", () => {
    const { order, attempts, payments } = stored("succeeded", [payment]);
    const expired = { ...evidence("expired", "order_expired", 90_000), attemptId: null };
    const snapshot = {
      order,
      attempts,
      payments,
      facts: [],
      seenUpTo: null,
      receiptOwners: new Map(),
    };
    expect(decide(snapshot, expired).order).toMatchObject({ status: "paid", paidKes: AMOUNT_KES });
  });
});

describe("rule 6: needs_review", () => {
  it("stays until a person clears it, whatever else is paid", () => {
    const world = newWorld();
    const flagged: World = {
      ...world,
      order: { ...world.order, flags: ["needs_review"], cases: ["ids_differ"] },
    };
    for (const piece of [PUSH_ANSWERS.accepted, CALLBACKS.exact, CLOCK.windowEnded]) {
      expect(apply(flagged, piece).order.flags).toContain("needs_review");
    }
  });
});
