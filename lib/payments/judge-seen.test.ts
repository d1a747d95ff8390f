import { describe, expect, it } from "vitest";
import { AMOUNT_KES, at, evidence, FOREIGN_RECEIPT, newWorld } from "./fixtures/decide-world";
import { CALLBACKS, CLOCK, PUSH_ANSWERS, QUERIES } from "./fixtures/evidence-alphabet";
import { judgeAttempt } from "./judge-attempt";
import { NOTHING_SEEN, see } from "./judge-seen";
import type { Evidence } from "./snapshot";

const [attempt] = newWorld().attempts;
if (!attempt) throw new Error("no attempt");

/** The judgement of these pieces; the order expires after 200 s. */
const judge = (...pieces: Evidence[]) =>
  judgeAttempt(attempt, pieces, {
    orderExpiresAt: at(200),
    receiptOwners: new Map([
      [FOREIGN_RECEIPT, "att_elsewhere"],
      ["SJEXACT001", "att_1"],
    ]),
  });

const { accepted, refused, notSent, unknown } = PUSH_ANSWERS;
const zero = (seconds: number) => evidence(`zero ${seconds}`, "query_succeeded", seconds);
const failed = (seconds: number, code = "1037") =>
  evidence(`failed ${seconds} ${code}`, "query_failed", seconds, { code, reason: "no_answer" });
const callback = (seconds: number, fields: Partial<Evidence>) =>
  evidence(`callback ${seconds}`, "callback_success", seconds, {
    amountKes: AMOUNT_KES,
    receipt: "SJEXACT001",
    ...fields,
  });
const acceptedAt = (seconds: number): Evidence => ({ ...accepted, receivedAt: at(seconds) });

describe("rule 9: what is known of the push when an answer comes", () => {
  it("counts from the claim until the push answer is in, and from the push afterwards", () => {
    expect(judge(zero(15), zero(20)).outcome).toBe("succeeded");
    expect(judge(acceptedAt(1), zero(15), zero(20), zero(24.9)).outcome).toBe("pending");
    expect(judge(zero(15), acceptedAt(16), zero(20)).outcome).toBe("pending");
    expect(judge(zero(15), acceptedAt(16), zero(31)).outcome).toBe("succeeded");
    expect(judge(zero(15), zero(20), acceptedAt(22)).outcome).toBe("succeeded");
    expect(judge(failed(90), failed(95)).outcome).toBe("failed");
    expect(judge(acceptedAt(10), failed(95), failed(100)).outcome).toBe("pending");
    expect(judge(failed(90), failed(95), acceptedAt(96)).outcome).toBe("failed");
  });

  it("confirms by the first answer that counts, not by the latest", () => {
    expect(judge(zero(20), zero(23), zero(26)).outcome).toBe("succeeded");
    expect(judge(failed(92), failed(95), failed(97)).outcome).toBe("failed");
  });

  it("stays confirmed whatever is answered later", () => {
    expect(judge(zero(20), zero(25), zero(30), zero(40)).outcome).toBe("succeeded");
    expect(judge(zero(20), zero(25), failed(92), failed(98)).outcome).toBe("succeeded");
  });

  it("gives a reason to a failure alone", () => {
    expect(judge(accepted).reason).toBeNull();
    expect(judge(refused, callback(20, {})).reason).toBeNull();
  });

  it("confirms a failure by the same code alone, whatever came between", () => {
    expect(judge(failed(92), failed(98, "1032")).outcome).toBe("pending");
    const found = judge(failed(92), failed(98, "1032"), failed(99));
    expect(found).toMatchObject({ outcome: "failed", reason: "no_answer" });
  });

  it("keeps the first failure that counts as the reason", () => {
    const { cancelled } = CALLBACKS;
    const later = { ...cancelled, receivedAt: at(120) };
    expect(judge(failed(92), failed(98), later).reason).toBe("no_answer");
    expect(judge(failed(92), cancelled, failed(98)).reason).toBe("cancelled_or_timed_out");
    expect(judge(failed(92), failed(98), failed(99, "x"), failed(105, "x")).reason).toBe(
      "no_answer",
    );
  });
});

describe("what became of the push", () => {
  const pushOf = (...pieces: Evidence[]) => judge(...pieces).push;

  it.each([
    [[], "sending"],
    [[unknown], "unknown"],
    [[CLOCK.stale], "unknown"],
    [[refused], "rejected"],
    [[notSent], "rejected"],
    [[accepted], "accepted"],
    [[refused, { ...CLOCK.stale, receivedAt: at(2) }], "rejected"],
    [[unknown, { ...refused, receivedAt: at(2) }], "rejected"],
    [[accepted, { ...unknown, receivedAt: at(2) }], "accepted"],
    [[accepted, { ...refused, receivedAt: at(2) }], "accepted"],
    [[unknown, acceptedAt(2)], "accepted"],
    [[refused, acceptedAt(2)], "accepted"],
  ] as const)("%#: %j is %s", (pieces, push) => {
    expect(pushOf(...pieces)).toBe(push);
  });

  it("fails by a refusal, unless the push had been accepted before", () => {
    expect(judge(refused)).toMatchObject({ outcome: "failed", reason: "mpesa_busy" });
    expect(judge({ ...refused, reason: null })).toMatchObject({ reason: "daraja_refused" });
    expect(judge(accepted, { ...refused, receivedAt: at(2) }).outcome).toBe("pending");
    expect(judge(refused, acceptedAt(2)).outcome).toBe("failed");
  });

  it("dates the prompt by the first accepted answer, and keeps its ids", () => {
    const second = { ...acceptedAt(9), id: "second", checkoutRequestId: "ws_CO_9" };
    expect(judge(accepted, second)).toMatchObject({
      pushedAt: at(1),
      checkoutRequestId: accepted.checkoutRequestId,
    });
    expect(judge(unknown).pushedAt).toBeNull();
  });
});

describe("rule 10: ids", () => {
  const NOBODY = { checkoutRequestId: null, merchantRequestId: null };
  const named = (checkoutRequestId: string | null, merchantRequestId: string | null) => ({
    checkoutRequestId,
    merchantRequestId,
  });
  const idsAfter = (...pieces: Evidence[]) => {
    const { checkoutRequestId, merchantRequestId, findings, payment } = judge(...pieces);
    return [checkoutRequestId, merchantRequestId, findings.idsDiffer, payment !== null];
  };

  it("are those of the first callback that names a CheckoutRequestID, until the push answer", () => {
    expect(idsAfter(callback(0.1, NOBODY))).toEqual([null, null, false, true]);
    expect(idsAfter(callback(0.1, named(null, "m")))).toEqual([null, null, false, true]);
    expect(idsAfter(callback(0.1, named("c", "m")))).toEqual(["c", "m", false, true]);
    expect(idsAfter(callback(0.1, named("c", null)), callback(0.2, named("c", "m")))).toEqual([
      "c",
      null,
      false,
      true,
    ]);
  });

  it("of a second callback that differ from the first make it one about another push", () => {
    const first = { ...callback(0.1, named("c", "m")), kind: "callback_undetermined" } as const;
    expect(idsAfter(first, callback(0.2, named("c", "m")))).toEqual(["c", "m", false, true]);
    expect(idsAfter(first, callback(0.2, named("d", "m")))).toEqual(["c", "m", true, false]);
    expect(idsAfter(first, callback(0.2, named("c", "n")))).toEqual(["c", "m", true, false]);
    expect(idsAfter(first, callback(0.2, NOBODY))).toEqual(["c", "m", false, true]);
  });

  it("that the push answer leaves out come from a callback that agrees with it", () => {
    const half = { ...accepted, ...named("c", null) };
    expect(idsAfter(half, callback(2, named("c", "m")))).toEqual(["c", "m", false, true]);
    expect(idsAfter(callback(0.1, named("c", "m")), half)).toEqual(["c", "m", false, true]);
    expect(idsAfter(callback(0.1, named("d", "m")), half)).toEqual(["c", null, true, true]);
    const failure = { ...callback(2, named("d", "n")), kind: "callback_failure" } as const;
    expect(idsAfter(half, failure, callback(3, named("c", "m")))).toEqual(["c", "m", true, true]);
  });

  it("are found to differ when the push answer contradicts an early callback, of whatever id", () => {
    const whole = { ...accepted, ...named("c", "m") };
    const [same, other] = [callback(0.1, named("c", "m")), callback(0.2, named(null, "n"))];
    expect(judge(same, whole).findings.idsDiffer).toBe(false);
    expect(judge(callback(0.1, named("d", "m")), whole).findings.idsDiffer).toBe(true);
    expect(judge(callback(0.1, named(null, "n")), whole).findings.idsDiffer).toBe(true);
    expect(judge(callback(0.1, named(null, "m")), other, whole).findings.idsDiffer).toBe(true);
    expect(judge(callback(0.1, NOBODY), whole).findings.idsDiffer).toBe(false);
  });

  it("that callbacks name are kept once each until the push answer, and then no more", () => {
    const context = { attempt, orderExpiresAt: at(200), receiptOwners: new Map<string, string>() };
    const after = (...pieces: Evidence[]) =>
      pieces.reduce((seen, piece) => see(seen, piece, context), NOTHING_SEEN).ids.early;
    const early = [
      callback(0.1, NOBODY),
      callback(0.2, named(null, "m")),
      callback(0.3, named("c", null)),
      callback(0.4, named("c", null)),
      callback(0.5, named(null, "m")),
      callback(0.6, named("c", "m")),
      callback(0.7, named("c", "n")),
    ];
    expect(after(...early)).toEqual([
      named(null, "m"),
      named("c", null),
      named("c", "m"),
      named("c", "n"),
    ]);
    expect(after(...early, accepted)).toEqual([]);
    expect(after(...early, accepted, callback(2, NOBODY), callback(3, named("c", "x")))).toEqual(
      [],
    );
    const own = { checkoutRequestId: accepted.checkoutRequestId, merchantRequestId: null };
    expect(after(accepted, callback(2, own))).toEqual([]);
  });

  it("stay found to differ whatever follows", () => {
    const whole = { ...accepted, ...named("c", "m") };
    expect(judge(whole, callback(2, named("d", "m")), callback(3, {})).findings.idsDiffer).toBe(
      true,
    );
    const first = callback(0.1, named("c", "m"));
    expect(judge(first, callback(0.2, named("d", "m")), whole).findings.idsDiffer).toBe(true);
  });
});

describe("money", () => {
  it("takes the first receipt of the exact success, then of another amount, then of none", () => {
    const noReceipt = callback(20, { receipt: null });
    const other = callback(21, { amountKes: 1, receipt: "SJOTHER001" });
    const second = callback(22, { amountKes: 2, receipt: "SJOTHER002" });
    const nothing = callback(23, { amountKes: null, receipt: "SJUNKNOWN1" });
    const again = callback(24, { amountKes: null, receipt: "SJUNKNOWN2" });
    const exact = callback(25, {});
    const paid = (receipt: string | null) => ({ amountKes: AMOUNT_KES, receipt, counted: true });
    expect(judge(noReceipt).payment).toEqual(paid(null));
    expect(judge(noReceipt, nothing, again).payment).toEqual(paid("SJUNKNOWN1"));
    expect(judge(noReceipt, other, second, nothing).payment).toEqual(paid("SJOTHER001"));
    expect(judge(noReceipt, other, exact).payment).toEqual(paid("SJEXACT001"));
    expect(judge(exact, callback(26, { receipt: "SJLATER001" })).payment).toEqual(
      paid("SJEXACT001"),
    );
    expect(judge(other, second)).toMatchObject({
      payment: { amountKes: 1, receipt: "SJOTHER001", counted: false },
      reportedAmountKes: 1,
    });
    expect(judge(nothing).payment).toBeNull();
    expect(judge(zero(20), zero(25), nothing).payment).toEqual(paid("SJUNKNOWN1"));
  });

  it("finds a second receipt among all successes of the attempt", () => {
    const has = (...pieces: Evidence[]) => judge(...pieces).findings.secondReceipt;
    const exact = callback(20, {});
    expect(has(exact)).toBe(false);
    expect(has(exact, callback(21, {}))).toBe(false);
    expect(has(exact, callback(21, { receipt: null }))).toBe(false);
    expect(has(exact, callback(21, { receipt: FOREIGN_RECEIPT }))).toBe(false);
    expect(has(exact, callback(21, { receipt: "SJSECOND01" }), callback(22, {}))).toBe(true);
    expect(has(callback(20, { amountKes: 1 }), callback(21, { receipt: "SJSECOND01" }))).toBe(true);
    expect(has(exact, callback(21, { amountKes: null, receipt: "SJSECOND01" }))).toBe(true);
  });

  it("keeps two different receipts and no third", () => {
    const context = { attempt, orderExpiresAt: at(200), receiptOwners: new Map<string, string>() };
    const { receipts } = ["SJA", "SJA", "SJB", "SJC", "SJB"].reduce(
      (seen, receipt, nth) => see(seen, callback(20 + nth, { receipt }), context),
      NOTHING_SEEN,
    );
    expect(receipts).toEqual(["SJA", "SJB"]);
  });

  it("is late or after a failure by its first positive evidence", () => {
    const flags = (...pieces: Evidence[]) => {
      const { late, afterFailure } = judge(...pieces);
      return { late, afterFailure };
    };
    const { cancelled } = CALLBACKS;
    expect(flags()).toEqual({ late: false, afterFailure: false });
    expect(flags(callback(300, {}))).toEqual({ late: false, afterFailure: false });
    expect(flags(callback(300.001, {}))).toEqual({ late: true, afterFailure: false });
    expect(flags(zero(299), callback(400, {}))).toEqual({ late: false, afterFailure: false });
    expect(flags(zero(301), callback(400, {}))).toEqual({ late: true, afterFailure: false });
    expect(flags(cancelled, callback(20, {}))).toEqual({ late: false, afterFailure: true });
    expect(flags(zero(5), cancelled, callback(20, {}))).toEqual({
      late: false,
      afterFailure: false,
    });
  });
});

describe("what nobody can resolve", () => {
  it("is unresolved after its window, a person's case when the checks ended", () => {
    expect(judge(CLOCK.windowEnded)).toMatchObject({
      outcome: "unresolved",
      findings: { neverResolved: false },
    });
    expect(judge(CLOCK.checksEnded)).toMatchObject({
      outcome: "pending",
      findings: { neverResolved: true },
    });
  });

  it("is not settled by evidence that settles nothing", () => {
    const { undetermined, unreadable } = CALLBACKS;
    const found = judge(accepted, undetermined, unreadable, QUERIES.inProgress, QUERIES.noAnswer);
    expect(found).toEqual(judge(accepted));
  });
});
