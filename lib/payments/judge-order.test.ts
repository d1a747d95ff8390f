import { describe, expect, it } from "vitest";
import { at } from "./fixtures/decide-world";
import { judgeOrder } from "./judge-order";
import type { CaseKind, EvidenceKind, OrderFlag, OrderStatus } from "./model";
import type { PaymentSnapshot } from "./snapshot";

const payment = (amountKes: number, fields: Partial<PaymentSnapshot> = {}): PaymentSnapshot => ({
  attemptId: `att_${amountKes}`,
  kind: "stk",
  amountKes,
  receipt: "SJA0000001",
  counted: true,
  late: false,
  afterFailure: false,
  ...fields,
});

/** An order of KES 100 after one piece of evidence. */
const after = (
  status: OrderStatus,
  payments: PaymentSnapshot[],
  kind: EvidenceKind = "callback_success",
  { cases = [] as CaseKind[], flags = [] as OrderFlag[] } = {},
) =>
  judgeOrder({
    order: {
      amountKes: 100,
      status,
      flags,
      cases: [],
      refundedKes: 0,
      restAsked: false,
      expiresAt: at(0),
    },
    payments,
    kind,
    cases,
  });

describe("the order's status", () => {
  it.each([
    [[], "open", 0],
    [[99], "underpaid", 99],
    [[100], "paid", 100],
    [[101], "overpaid", 101],
    [[60, 40], "paid", 100],
    [[60, 41], "overpaid", 101],
  ] as const)("of payments %j is %s", (amounts, status, paidKes) => {
    const payments = amounts.map((amountKes) => payment(amountKes));
    for (const before of ["open", "expired", "cancelled"] as const) {
      const found = after(before, payments);
      expect(found).toMatchObject({ status: paidKes === 0 ? before : status, paidKes });
    }
  });

  it("does not see money that is not counted", () => {
    expect(after("open", [payment(100, { counted: false })])).toMatchObject({
      status: "open",
      paidKes: 0,
    });
  });

  it("ends by its own evidence, cancelled before expired, and by no other", () => {
    expect(after("open", [], "order_expired").status).toBe("expired");
    expect(after("open", [], "order_cancelled").status).toBe("cancelled");
    expect(after("cancelled", [], "order_expired").status).toBe("cancelled");
    expect(after("expired", [], "order_cancelled").status).toBe("cancelled");
    expect(after("open", [], "window_ended").status).toBe("open");
    expect(after("underpaid", [], "window_ended").status).toBe("underpaid");
    expect(after("paid", [payment(100)], "order_expired").status).toBe("paid");
  });
});

describe("the order's flags", () => {
  it("follow the payments", () => {
    expect(after("open", [payment(100)]).flags).toEqual([]);
    expect(after("open", [payment(100), payment(1, { late: true })]).flags).toEqual(["late"]);
    expect(after("open", [payment(60), payment(40, { afterFailure: true })]).flags).toEqual([
      "after_failure",
    ]);
    expect(after("open", [payment(60), payment(40, { receipt: null })]).flags).toEqual([
      "receipt_pending",
    ]);
  });

  it("ask for no receipt of money that is not counted", () => {
    expect(after("open", [payment(99, { receipt: null, counted: false })]).flags).toEqual([]);
  });

  it("follow the cases that a person has not closed, and drop what no longer is so", () => {
    const flags: OrderFlag[] = ["late", "needs_review", "refund_due"];
    const flagsOf = (cases: CaseKind[]) =>
      after("open", [], "window_ended", { cases, flags }).flags;
    expect(flagsOf([])).toEqual([]);
    expect(flagsOf(["ids_differ"])).toEqual(["needs_review"]);
    expect(flagsOf(["refund_due"])).toEqual(["refund_due"]);
    expect(flagsOf(["late", "underpaid", "unresolved", "receipt_pending"])).toEqual([]);
  });
});
