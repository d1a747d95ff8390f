import { describe, expect, it } from "vitest";
import { ATTEMPT_STATES, type AttemptState, type OrderStatus } from "@/lib/payments/model";
import { checkoutScreen, hasForm, type CheckoutScreen } from "./screen";

function screenOf(
  status: OrderStatus,
  state: AttemptState | null,
  {
    canStart = false,
    despiteAttemptId = null,
    promptEnded = false,
  }: { canStart?: boolean; despiteAttemptId?: string | null; promptEnded?: boolean } = {},
): CheckoutScreen {
  const attempt = state && { state, reason: null, promptEndsAt: null };
  return checkoutScreen(
    {
      status: {
        orderId: "order_1",
        version: 1,
        status,
        amountKes: 100,
        paidKes: 0,
        attempt,
        pollAfterMs: null,
      },
      canStart,
      despiteAttemptId,
    },
    { promptEnded },
  );
}

const STATES = [...ATTEMPT_STATES, null];
const OPTIONS = [false, true].flatMap((canStart) =>
  [null, "attempt_1"].flatMap((despiteAttemptId) =>
    [false, true].map((promptEnded) => ({ canStart, despiteAttemptId, promptEnded })),
  ),
);

/** Each order status with each attempt state, nothing startable, countdown running. */
const EXPECTED: Record<OrderStatus, Record<AttemptState | "none", CheckoutScreen>> = {
  open: {
    none: "expired",
    sending: "sending",
    waiting: "waiting",
    checking: "checking",
    failed: "failed",
    review: "review",
    succeeded: "checking",
  },
  paid: {
    none: "paid",
    sending: "paid",
    waiting: "paid",
    checking: "paid",
    failed: "paid",
    review: "paid",
    succeeded: "paid",
  },
  overpaid: {
    none: "paid",
    sending: "paid",
    waiting: "paid",
    checking: "paid",
    failed: "paid",
    review: "paid",
    succeeded: "paid",
  },
  underpaid: {
    none: "partly_paid",
    sending: "sending",
    waiting: "waiting",
    checking: "checking",
    failed: "failed",
    review: "review",
    succeeded: "partly_paid",
  },
  expired: {
    none: "expired",
    sending: "sending",
    waiting: "waiting",
    checking: "checking",
    failed: "expired",
    review: "review",
    succeeded: "checking",
  },
  cancelled: {
    none: "cancelled",
    sending: "sending",
    waiting: "waiting",
    checking: "checking",
    failed: "cancelled",
    review: "review",
    succeeded: "checking",
  },
};

const ORDER_STATUSES: OrderStatus[] = [
  "open",
  "paid",
  "overpaid",
  "underpaid",
  "expired",
  "cancelled",
];

describe("checkoutScreen", () => {
  it.each(ORDER_STATUSES.flatMap((status) => STATES.map((state) => [status, state] as const)))(
    "%s order, %s attempt",
    (status, state) => {
      expect(screenOf(status, state)).toBe(EXPECTED[status][state ?? "none"]);
    },
  );

  it("is asked about every order status", () => {
    expect(ORDER_STATUSES.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });

  it("offers the form only where a start is allowed", () => {
    expect(screenOf("open", null, { canStart: true })).toBe("pay");
    expect(screenOf("underpaid", "succeeded", { canStart: true })).toBe("pay");
  });

  it("never turns a countdown into a verdict", () => {
    expect(screenOf("open", "waiting", { promptEnded: true })).toBe("checking");
    expect(screenOf("open", "sending", { promptEnded: true })).toBe("sending");
  });

  it("shows an unresolved attempt, but not while a second one is under way", () => {
    const despite = { despiteAttemptId: "attempt_1" };
    expect(screenOf("open", "checking", { ...despite, canStart: true })).toBe("unresolved");
    expect(screenOf("open", "checking", despite)).toBe("checking");
    expect(screenOf("expired", "checking", despite)).toBe("unresolved");
  });

  it("has no form while money may be under way or has come", () => {
    for (const status of ORDER_STATUSES) {
      for (const options of OPTIONS) {
        for (const state of ["sending", "waiting", "review"] as const) {
          expect(hasForm(screenOf(status, state, options))).toBe(false);
        }
        const isPaid = status === "paid" || status === "overpaid";
        for (const state of isPaid ? STATES : []) {
          expect(screenOf(status, state, options)).toBe("paid");
        }
      }
    }
  });
});
