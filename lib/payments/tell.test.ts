import { describe, expect, it } from "vitest";
import { EVIDENCE_KINDS } from "@/db/vocabulary";
import { AMOUNT_KES, apply, applyAll, evidence, newWorld } from "./fixtures/decide-world";
import {
  CALLBACKS,
  CLOCK,
  PERSON,
  PUSH_ANSWERS,
  QUERIES,
  STRAY_CALLBACKS,
} from "./fixtures/evidence-alphabet";
import type { Evidence } from "./snapshot";
import { SECURITY_KINDS } from "./tell";

const { accepted } = PUSH_ANSWERS;

/** The lines that the last of these pieces adds. */
const told = (...pieces: Evidence[]) => applyAll(newWorld(), pieces).last?.timeline;
const line = (kind: string, detail: object = {}, attemptId: string | null = "att_1") => ({
  kind,
  attemptId,
  detail,
});

describe("what a person is told when evidence arrives", () => {
  it.each([
    ["push_accepted", "push_accepted"],
    ["push_token_rejected", "push_token_renewed"],
    ["push_unknown", "push_unknown"],
    ["callback_undetermined", "callback_received"],
    ["callback_unreadable", "callback_received"],
    ["query_succeeded", "query_answered"],
    ["query_failed", "query_answered"],
    ["sending_stale", "push_unknown"],
    ["checks_ended", "attempt_needs_person"],
  ] as const)("%s is told as %s, with its code", (kind, expected) => {
    const piece = evidence("piece", kind, 5, { code: "4999" });
    expect(told(piece)).toEqual([line(expected, { code: "4999" })]);
  });

  it.each(["query_in_progress", "query_no_answer"] as const)("%s is not worth a line", (kind) => {
    expect(told(evidence("piece", kind, 5))).toEqual([]);
  });

  it("tells of a push that was refused or not sent, and why the attempt failed", () => {
    expect(told(PUSH_ANSWERS.refused)).toEqual([
      line("push_refused", { code: "500.003.03" }),
      line("attempt_failed", { reason: "mpesa_busy" }),
    ]);
    expect(told(PUSH_ANSWERS.notSent)).toEqual([
      line("push_not_sent", { code: null }),
      line("attempt_failed", { reason: "not_sent" }),
    ]);
  });

  it("tells of money, its receipt and what became of the order", () => {
    expect(told(accepted, CALLBACKS.exact)).toEqual([
      line("callback_received", { code: "0" }),
      line("payment_received", { amountKes: AMOUNT_KES }),
      line("receipt_received"),
      line("order_paid", { paidKes: AMOUNT_KES }),
    ]);
  });

  it("tells of the same money once", () => {
    expect(told(accepted, CALLBACKS.exact, CALLBACKS.exactAgain)).toEqual([
      line("callback_received", { code: "0" }),
    ]);
  });

  it("tells of the receipt when it follows the money", () => {
    const zeros = [QUERIES.zero, QUERIES.zeroConfirming];
    expect(told(accepted, ...zeros)).toEqual([
      line("query_answered", { code: "0" }),
      line("payment_received", { amountKes: AMOUNT_KES }),
      line("order_paid", { paidKes: AMOUNT_KES }),
    ]);
    expect(told(accepted, ...zeros, CALLBACKS.exact)).toEqual([
      line("callback_received", { code: "0" }),
      line("receipt_received"),
    ]);
  });

  it("tells of a failure with its reason, and of nothing new when it comes again", () => {
    expect(told(accepted, CALLBACKS.wrongPin)).toEqual([
      line("callback_received", { code: "2001" }),
      line("attempt_failed", { reason: "wrong_pin" }),
    ]);
    expect(told(accepted, CALLBACKS.wrongPin, CALLBACKS.noAnswer)).toEqual([
      line("callback_received", { code: "1037" }),
    ]);
  });

  it("tells that time ran out, and nothing of time once the attempt has ended", () => {
    expect(told(accepted, CLOCK.windowEnded)).toEqual([line("attempt_unresolved")]);
    expect(told(accepted, CALLBACKS.cancelled, CLOCK.windowEnded)).toEqual([]);
  });

  it("tells of another amount, with the amount", () => {
    expect(told(accepted, CALLBACKS.otherAmount)).toEqual([
      line("callback_received", { code: "0" }),
      line("attempt_in_review", { amountKes: AMOUNT_KES - 1 }),
      line("receipt_received"),
    ]);
  });

  it("tells of each finding when it is new", () => {
    expect(told(accepted, STRAY_CALLBACKS.otherCheckout)).toEqual([
      line("callback_received", { code: "0" }),
      line("callback_ids_differ"),
    ]);
    expect(told(accepted, CALLBACKS.foreignReceipt)).toEqual([
      line("callback_received", { code: "0" }),
      line("receipt_reused"),
      line("attempt_in_review", { amountKes: null }),
    ]);
    expect(told(accepted, CALLBACKS.exact, CALLBACKS.secondReceipt)).toEqual([
      line("callback_received", { code: "0" }),
      line("second_receipt"),
    ]);
    expect(told(accepted, CALLBACKS.noAmount)).toEqual([
      line("callback_received", { code: "0" }),
      line("amount_unknown"),
    ]);
    const { otherCheckout, otherMerchantRequest } = STRAY_CALLBACKS;
    expect(told(accepted, otherCheckout, otherMerchantRequest)).toEqual([
      line("callback_received", { code: "0" }),
    ]);
  });

  it("tells of an order that expires or is cancelled once, and not of one that is paid", () => {
    const gone = [CLOCK.expired, PERSON.cancelled].map((end) => told(end));
    expect(gone).toEqual([
      [line("order_expired", { paidKes: 0 }, null)],
      [line("order_cancelled", { paidKes: 0 }, null)],
    ]);
    expect(told(PERSON.cancelled, { ...PERSON.cancelled, id: "again" })).toEqual([]);
    expect(told(accepted, CALLBACKS.exact, CLOCK.expired)).toEqual([]);
  });

  it("tells that an order is overpaid", () => {
    const world = applyAll(newWorld({ attemptIds: ["att_1", "att_2"] }), [CALLBACKS.exact]);
    const second = { ...CALLBACKS.secondReceipt, id: "second", attemptId: "att_2" };
    expect(apply(world, second).last?.timeline).toEqual([
      line("callback_received", { code: "0" }, "att_2"),
      line("payment_received", { amountKes: AMOUNT_KES }, "att_2"),
      line("receipt_received", {}, "att_2"),
      line("order_overpaid", { paidKes: 2 * AMOUNT_KES }, "att_2"),
    ]);
  });

  it("tells of evidence about an attempt that nobody knows, and changes nothing", () => {
    const stray = { ...CALLBACKS.exact, attemptId: "att_unknown" };
    expect(told(stray)).toEqual([line("callback_received", { code: "0" }, "att_unknown")]);
  });
});

describe("security events", () => {
  it("are the findings that an honest provider never causes", () => {
    expect([...SECURITY_KINDS].sort()).toEqual([
      "callback_ids_differ",
      "receipt_reused",
      "second_receipt",
    ]);
  });

  it("leave no kind of evidence without an answer", () => {
    for (const kind of EVIDENCE_KINDS) {
      expect(Array.isArray(told(evidence("piece", kind, 5)))).toBe(true);
    }
  });
});
