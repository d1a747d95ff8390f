import { describe, expect, it } from "vitest";
import { EVIDENCE_KINDS } from "@/db/vocabulary";
import {
  AMOUNT_KES,
  apply,
  applyAll,
  applyStored,
  at,
  CHECKOUT_ID,
  evidence,
  FOREIGN_RECEIPT,
  newWorld,
  store,
  storeThenApply,
  type World,
} from "./fixtures/decide-world";
import { CALLBACKS, CLOCK, PERSON, PUSH_ANSWERS, QUERIES } from "./fixtures/evidence-alphabet";
import { STRAY_CALLBACKS as STRAYS } from "./fixtures/evidence-alphabet";
import type { Evidence } from "./snapshot";

const { accepted } = PUSH_ANSWERS;

/** The one attempt's outcome and the order's money after this evidence, in this order. */
function after(...pieces: Evidence[]) {
  const world = applyAll(newWorld(), pieces);
  const [attempt] = world.attempts;
  const { status, paidKes, flags } = world.order;
  return {
    push: attempt?.push,
    outcome: attempt?.outcome,
    reason: attempt?.reason,
    status,
    paidKes,
    flags,
    payments: world.payments,
    timeline: world.last?.timeline.map(({ kind }) => kind) ?? [],
  };
}

const exactPayment = {
  attemptId: "att_1",
  kind: "stk",
  amountKes: AMOUNT_KES,
  receipt: "SJEXACT001",
  counted: true,
  late: false,
  afterFailure: false,
};

describe("rule 1: a push is an attempt, never proof", () => {
  it("leaves the money open whatever the push answered", () => {
    for (const piece of [accepted, PUSH_ANSWERS.unknown, PUSH_ANSWERS.tokenRejected]) {
      expect(after(piece)).toMatchObject({ outcome: "pending", status: "open", paidKes: 0 });
    }
  });

  it("knows what became of the request", () => {
    expect(after(accepted).push).toBe("accepted");
    expect(after(PUSH_ANSWERS.unknown).push).toBe("unknown");
    expect(after(CLOCK.stale).push).toBe("unknown");
    expect(after(PUSH_ANSWERS.tokenRejected).push).toBe("sending");
    expect(after(PUSH_ANSWERS.tokenRejected, accepted).push).toBe("accepted");
    expect(after(CLOCK.stale, accepted).push).toBe("accepted");
  });

  it("shows the countdown for 60 s from the accepted push, and none without", () => {
    expect(applyAll(newWorld(), [accepted]).promptEndsAt.get("att_1")).toEqual(at(61));
    expect(applyAll(newWorld(), [PUSH_ANSWERS.unknown]).promptEndsAt.get("att_1")).toBeNull();
  });
});

describe("rule 2: only a closed list ends an attempt as failed", () => {
  it("does not let undetermined, unreadable or unanswered evidence end anything", () => {
    for (const piece of [
      CALLBACKS.undetermined,
      CALLBACKS.unreadable,
      QUERIES.inProgress,
      QUERIES.noAnswer,
    ]) {
      expect(after(accepted, piece)).toMatchObject({ outcome: "pending", reason: null });
    }
  });

  it("ends it by a failure callback, with its reason", () => {
    expect(after(accepted, CALLBACKS.cancelled)).toMatchObject({
      outcome: "failed",
      reason: "cancelled_or_timed_out",
      status: "open",
    });
    expect(after(accepted, CALLBACKS.wrongPin).reason).toBe("wrong_pin");
  });

  it("ends a refused or unsent push at once", () => {
    expect(after(PUSH_ANSWERS.refused)).toMatchObject({
      push: "rejected",
      outcome: "failed",
      reason: "mpesa_busy",
    });
    expect(after(PUSH_ANSWERS.notSent)).toMatchObject({ push: "rejected", reason: "not_sent" });
  });
});

describe("rule 3: time alone never proves failure", () => {
  it("makes the attempt unresolved after its window, not failed", () => {
    expect(after(accepted, CLOCK.windowEnded)).toMatchObject({
      outcome: "unresolved",
      reason: null,
      status: "open",
    });
    expect(after(CLOCK.stale, CLOCK.windowEnded).outcome).toBe("unresolved");
  });

  it("goes on asking afterwards, and never without Safaricom's id", () => {
    const asked = applyAll(newWorld(), [accepted, CLOCK.windowEnded]);
    expect(asked.nextCheckAt.get("att_1")).toEqual(at(1 + 20));
    const blind = applyAll(newWorld(), [PUSH_ANSWERS.unknown, CLOCK.windowEnded]);
    expect(blind.nextCheckAt.get("att_1")).toBeNull();
  });
});

describe("rule 4: money wins", () => {
  it("records a success after a failure", () => {
    expect(after(accepted, CALLBACKS.cancelled, CALLBACKS.exact)).toMatchObject({
      outcome: "succeeded",
      reason: null,
      status: "paid",
      paidKes: AMOUNT_KES,
      flags: ["after_failure"],
      payments: [{ ...exactPayment, afterFailure: true }],
    });
  });

  it("records a success after the order expired or was cancelled", () => {
    for (const end of [CLOCK.expired, PERSON.cancelled]) {
      expect(after(accepted, end, CALLBACKS.exact)).toMatchObject({
        status: "paid",
        paidKes: AMOUNT_KES,
      });
    }
    const late = after(accepted, CLOCK.windowEnded, CLOCK.expired, CALLBACKS.exactLate);
    expect(late).toMatchObject({ status: "paid", flags: ["late"] });
    expect(late.payments).toEqual([{ ...exactPayment, late: true }]);
  });

  it("records a success beside another one: overpaid, refund due", () => {
    const world = applyAll(newWorld({ attemptIds: ["att_1", "att_2"] }), [
      accepted,
      CLOCK.windowEnded,
      CALLBACKS.exact,
      evidence("second", "callback_success", 400, {
        attemptId: "att_2",
        code: "0",
        amountKes: AMOUNT_KES,
        receipt: "SJOTHER001",
        checkoutRequestId: "ws_CO_2",
      }),
    ]);
    expect(world.order).toMatchObject({
      status: "overpaid",
      paidKes: 2 * AMOUNT_KES,
      flags: ["refund_due"],
    });
    expect(world.attempts.map(({ outcome }) => outcome)).toEqual(["succeeded", "succeeded"]);
  });

  it("does not let a success of unknown amount be buried by a failure, in either order", () => {
    for (const failure of [
      [CALLBACKS.cancelled],
      [CALLBACKS.noAnswer],
      [QUERIES.failed, QUERIES.failedConfirming],
    ]) {
      for (const pieces of [
        [CALLBACKS.noAmount, ...failure],
        [...failure, CALLBACKS.noAmount],
      ]) {
        const found = after(accepted, ...pieces);
        expect(found.outcome).not.toBe("failed");
        expect(found.flags).toContain("needs_review");
      }
    }
  });
});

describe("rule 5: outcomes only ever move upward", () => {
  it("is not undone by failures, clocks or strays after a success", () => {
    const beaten = [CALLBACKS.cancelled, CLOCK.windowEnded, CLOCK.expired, PERSON.cancelled];
    expect(after(accepted, CALLBACKS.exact, ...beaten)).toMatchObject({
      outcome: "succeeded",
      status: "paid",
      paidKes: AMOUNT_KES,
    });
  });

  it("lets a failure end an unresolved attempt", () => {
    expect(after(accepted, CLOCK.windowEnded, CALLBACKS.noAnswer).outcome).toBe("failed");
  });

  it("leaves everything as it is when the same evidence comes again", () => {
    const once = applyAll(newWorld(), [accepted, CALLBACKS.exact]);
    const twice = apply(once, CALLBACKS.exactAgain);
    expect(twice.payments).toEqual(once.payments);
    expect(twice.order).toEqual(once.order);
  });
});

describe("rule 6: the amount is compared exactly", () => {
  it("takes another amount to review: recorded, not counted", () => {
    expect(after(accepted, CALLBACKS.otherAmount)).toMatchObject({
      outcome: "review",
      status: "open",
      paidKes: 0,
      flags: ["needs_review"],
      payments: [{ ...exactPayment, amountKes: AMOUNT_KES - 1, counted: false }],
    });
  });

  it.each([1, AMOUNT_KES - 1, AMOUNT_KES + 1, 2 * AMOUNT_KES, 250_000])(
    "takes KES %i to review, more as well as less",
    (amountKes) => {
      expect(after(accepted, { ...CALLBACKS.exact, amountKes })).toMatchObject({
        outcome: "review",
        paidKes: 0,
        payments: [{ ...exactPayment, amountKes, counted: false }],
      });
    },
  );

  it("is not asked about while in review", () => {
    const world = applyAll(newWorld(), [accepted, CALLBACKS.otherAmount]);
    expect(world.nextCheckAt.get("att_1")).toBeNull();
  });

  it("succeeds with its own amount once query success also stands, in whatever order", () => {
    const zeros = [QUERIES.zero, QUERIES.zeroConfirming];
    for (const pieces of [
      [CALLBACKS.otherAmount, ...zeros],
      [...zeros, CALLBACKS.otherAmount],
      [QUERIES.zero, CALLBACKS.otherAmount, QUERIES.zeroConfirming],
    ]) {
      const world = applyAll(newWorld(), [accepted, ...pieces]);
      expect(world.attempts[0]).toMatchObject({
        outcome: "succeeded",
        reportedAmountKes: AMOUNT_KES - 1,
      });
      expect(world.payments).toEqual([exactPayment]);
      expect(world.order).toMatchObject({ status: "paid", paidKes: AMOUNT_KES });
      expect(world.order.flags).toContain("needs_review");
    }
  });

  it("does not count a success without an amount, and asks about it at once", () => {
    const world = applyAll(newWorld(), [accepted, CALLBACKS.noAmount]);
    expect(world.order).toMatchObject({ status: "open", paidKes: 0, flags: ["needs_review"] });
    expect(world.nextCheckAt.get("att_1")).toEqual(at(16));
  });
});

describe("rule 7: a refused push frees the slot in the same step", () => {
  it("is failed and leaves the order open", () => {
    expect(after(PUSH_ANSWERS.refused)).toMatchObject({ outcome: "failed", status: "open" });
  });
});

describe("rule 8: a receipt is money once", () => {
  it("takes the same receipt from another source as the same money", () => {
    const found = after(accepted, QUERIES.zero, QUERIES.zeroConfirming, CALLBACKS.exact);
    expect(found.payments).toEqual([exactPayment]);
    expect(found.flags).toEqual([]);
  });

  it("sends an attempt with another attempt's receipt to review, without money", () => {
    const found = after(accepted, CALLBACKS.foreignReceipt);
    expect(found).toMatchObject({ outcome: "review", paidKes: 0, payments: [] });
    expect(found.flags).toEqual(["needs_review"]);
    expect(found.timeline).toContain("receipt_reused");
  });

  it("keeps an attempt that has a receipt of its own", () => {
    for (const pieces of [
      [CALLBACKS.exact, CALLBACKS.foreignReceipt],
      [CALLBACKS.foreignReceipt, CALLBACKS.exact],
    ]) {
      const found = after(accepted, ...pieces);
      expect(found).toMatchObject({ outcome: "succeeded", paidKes: AMOUNT_KES });
      expect(found.payments.map(({ receipt }) => receipt)).toEqual(["SJEXACT001"]);
      expect(found.flags).toContain("needs_review");
    }
  });

  it("never gives an attempt the receipt of another one", () => {
    const found = after(accepted, QUERIES.zero, QUERIES.zeroConfirming, CALLBACKS.foreignReceipt);
    expect(found.payments.map(({ receipt }) => receipt)).toEqual([null]);
    expect(JSON.stringify(found.payments)).not.toContain(FOREIGN_RECEIPT);
  });

  it("counts one attempt once although two receipts were reported, and asks for a person", () => {
    const found = after(accepted, CALLBACKS.exact, CALLBACKS.secondReceipt);
    expect(found.paidKes).toBe(AMOUNT_KES);
    expect(found.flags).toEqual(["needs_review"]);
    expect(found.timeline).toContain("second_receipt");
  });
});

describe("rule 9: query answers count in pairs", () => {
  it.each([
    ["one zero", [QUERIES.zero], "pending"],
    ["two zeros 4 s apart", [QUERIES.zero, QUERIES.zeroNext], "pending"],
    ["two zeros 5 s apart", [QUERIES.zero, QUERIES.zeroConfirming], "succeeded"],
    ["a zero before 15 s and one after", [QUERIES.zeroEarly, QUERIES.zero], "pending"],
    ["one failure", [QUERIES.failed], "pending"],
    ["two failures before 90 s", [QUERIES.failedEarly, QUERIES.failedEarlyAgain], "pending"],
    ["one failure on each side of 90 s", [QUERIES.failedEarly, QUERIES.failed], "pending"],
    ["two codes after 90 s", [QUERIES.failed, QUERIES.failedOther], "pending"],
    ["the same code twice after 90 s", [QUERIES.failed, QUERIES.failedConfirming], "failed"],
  ] as const)("%s", (_name, pieces, outcome) => {
    expect(after(accepted, ...pieces).outcome).toBe(outcome);
  });

  it.each([
    [15, 20, "succeeded"],
    [14.999, 20, "pending"],
    [15, 19.999, "pending"],
    [48 * 3_600, 48 * 3_600 + 5, "succeeded"],
  ])("zeros %s s and %s s after the push", (first, second, outcome) => {
    const zeros = [first, second].map((seconds) =>
      evidence(`zero ${seconds}`, "query_succeeded", 1 + seconds, { code: "0" }),
    );
    expect(after(accepted, ...zeros).outcome).toBe(outcome);
  });

  it.each([
    [90, 95, "failed"],
    [89.999, 95, "pending"],
    [90, 94.999, "pending"],
  ])("failures %s s and %s s after the push", (first, second, outcome) => {
    const failures = [first, second].map((seconds) =>
      evidence(`failure ${seconds}`, "query_failed", 1 + seconds, {
        code: "1037",
        reason: "no_answer",
      }),
    );
    expect(after(accepted, ...failures).outcome).toBe(outcome);
  });

  it("makes the order paid with the receipt pending, and fills it in later", () => {
    const zeros = [QUERIES.zero, QUERIES.zeroConfirming];
    const confirmed = after(accepted, ...zeros);
    expect(confirmed).toMatchObject({
      status: "paid",
      flags: ["receipt_pending"],
      payments: [{ ...exactPayment, receipt: null }],
    });
    const filled = after(accepted, ...zeros, CALLBACKS.exact);
    expect(filled).toMatchObject({ status: "paid", flags: [], payments: [exactPayment] });
    expect(filled.timeline).toContain("receipt_received");
  });
});

describe("rule 10 and evidence grades: ids that differ change no outcome", () => {
  it.each(Object.values(STRAYS).map((stray) => [stray.id, stray] as const))("%s", (_id, stray) => {
    const found = after(accepted, stray);
    expect(found).toMatchObject({ outcome: "pending", status: "open", paidKes: 0, payments: [] });
    expect(found.flags).toEqual(["needs_review"]);
    expect(found.timeline).toContain("callback_ids_differ");
    const then = after(accepted, stray, CALLBACKS.exact);
    expect(then).toMatchObject({ outcome: "succeeded", payments: [exactPayment] });
  });

  it("takes the ids of a callback that overtook the push answer or outlived a lost one", () => {
    for (const pieces of [
      [CALLBACKS.exact],
      [PUSH_ANSWERS.unknown, CALLBACKS.exact],
      [CALLBACKS.exact, accepted],
    ]) {
      expect(after(...pieces)).toMatchObject({ outcome: "succeeded", flags: [] });
    }
  });

  it("judges a callback by what was known when it was received, in whatever order it is applied", () => {
    const early = { ...STRAYS.otherCheckout, receivedAt: at(0.5) };
    for (const applied of [
      [early, accepted],
      [accepted, early],
    ]) {
      const { order, last } = storeThenApply(newWorld(), [early, accepted], applied);
      // Nothing was known yet: it counts, and a person looks at what the push answer made of it.
      expect(order).toMatchObject({ paidKes: AMOUNT_KES, flags: ["needs_review"] });
      expect(last).not.toBeNull();
    }
    const late = { ...early, receivedAt: at(1.5) };
    for (const applied of [
      [late, accepted],
      [accepted, late],
    ]) {
      const { order, attempts } = storeThenApply(newWorld(), [accepted, late], applied);
      expect(order).toMatchObject({ paidKes: 0, flags: ["needs_review"] });
      expect(attempts[0]).toMatchObject({ outcome: "pending", checkoutRequestId: CHECKOUT_ID });
    }
  });

  it("tells each finding once, when the evidence for it is first seen", () => {
    const early = { ...STRAYS.otherCheckout, receivedAt: at(0.5) };
    for (const applied of [
      [early, accepted],
      [accepted, early],
    ]) {
      let world = [early, accepted].reduce(store, newWorld());
      const told = applied.flatMap((piece) => {
        world = applyStored(world, piece);
        return world.last?.timeline.map(({ kind }) => kind) ?? [];
      });
      expect(told.filter((kind) => kind === "callback_ids_differ")).toHaveLength(1);
      expect(told.filter((kind) => kind === "payment_received")).toHaveLength(1);
    }
  });

  it("takes over no id of a callback that the push answer contradicts", () => {
    const early = { ...STRAYS.otherCheckout, receivedAt: at(0.5) };
    const halfNamed = { ...accepted, merchantRequestId: null };
    for (const applied of [
      [early, halfNamed],
      [halfNamed, early],
    ]) {
      const world = storeThenApply(newWorld(), [early, halfNamed], applied);
      expect(world.attempts[0]).toMatchObject({
        checkoutRequestId: CHECKOUT_ID,
        merchantRequestId: null,
      });
    }
  });

  it("does not let a stray callback name the id that the push answer left out", () => {
    const halfNamed = { ...accepted, merchantRequestId: null };
    const found = after(halfNamed, STRAYS.otherCheckoutFailed, CALLBACKS.exact);
    expect(found).toMatchObject({ outcome: "succeeded", payments: [exactPayment] });
  });
});

describe("the next check", () => {
  const nextAfter = (world: World) => world.nextCheckAt.get("att_1");

  it("follows the latest answer", () => {
    expect(nextAfter(applyAll(newWorld(), [accepted, QUERIES.inProgress]))).toEqual(at(1 + 60));
  });

  it("is not moved by a callback about another push", () => {
    const stray = { ...STRAYS.otherCheckoutFailed, receivedAt: at(4_000) };
    const failed = [accepted, CALLBACKS.cancelled];
    expect(nextAfter(applyAll(newWorld(), failed))).toEqual(at(1 + 300));
    expect(nextAfter(applyAll(newWorld(), [...failed, stray]))).toEqual(at(1 + 300));
  });

  it("tells another push's callbacks by when they were received, not by when they are applied", () => {
    const stray = { ...STRAYS.otherCheckoutFailed, receivedAt: at(4_000) };
    const stored = [CALLBACKS.cancelled, stray];
    const world = storeThenApply(newWorld(), stored, [stray, CALLBACKS.cancelled]);
    expect(nextAfter(world)).toEqual(at(300));
  });
});

describe("rule 12: flags are functions of stored times", () => {
  it("is late only after the later of expiry and the attempt's window", () => {
    const world = newWorld({ expiresInSeconds: 60 });
    const paidAt = (seconds: number) =>
      applyAll(world, [
        accepted,
        evidence("paid", "callback_success", seconds, {
          code: "0",
          amountKes: AMOUNT_KES,
          receipt: "SJEXACT001",
        }),
      ]).order.flags;
    expect(paidAt(61)).toEqual([]);
    expect(paidAt(300)).toEqual([]);
    expect(paidAt(300.001)).toEqual(["late"]);
  });

  it("dates money by its first positive evidence, not by the callback that named the receipt", () => {
    const zeros = [QUERIES.zero, QUERIES.zeroConfirming];
    expect(after(accepted, ...zeros, CALLBACKS.exactLate).flags).toEqual([]);
  });
});

describe("decide is total", () => {
  it("answers for every kind of evidence, for attempts it has never heard of, and for orders", () => {
    for (const kind of EVIDENCE_KINDS) {
      for (const attemptId of ["att_1", "att_unknown", null]) {
        const world = apply(newWorld(), evidence("any", kind, 5, { attemptId }));
        expect(world.order.paidKes).toBe(0);
      }
    }
  });
});

describe("the timeline", () => {
  it("holds no receipt, phone or provider id", () => {
    const pieces = [accepted, ...Object.values(CALLBACKS), ...Object.values(STRAYS)];
    let world = newWorld();
    for (const piece of pieces) {
      world = apply(world, piece);
      const told = JSON.stringify(world.last?.timeline);
      expect(told).not.toMatch(/SJ[A-Z]+\d|ws_CO|29115/);
    }
  });
});
