import type {
  AttemptState,
  FailureReason,
  OrderStatus,
  OrderStatusView,
} from "@/lib/payments/model";

/** The answer of the status endpoint is read by hand: Zod would be the largest part of the page. */

const STATUSES: Readonly<Record<OrderStatus, OrderStatus>> = {
  open: "open",
  paid: "paid",
  overpaid: "overpaid",
  underpaid: "underpaid",
  expired: "expired",
  cancelled: "cancelled",
};

const STATES: Readonly<Record<AttemptState, AttemptState>> = {
  sending: "sending",
  waiting: "waiting",
  checking: "checking",
  failed: "failed",
  review: "review",
  succeeded: "succeeded",
};

const REASONS: Readonly<Record<FailureReason, FailureReason>> = {
  cancelled_or_timed_out: "cancelled_or_timed_out",
  no_answer: "no_answer",
  insufficient_balance: "insufficient_balance",
  wrong_pin: "wrong_pin",
  phone_busy: "phone_busy",
  too_soon: "too_soon",
  expired: "expired",
  limit: "limit",
  pin_locked: "pin_locked",
  merchant_setup: "merchant_setup",
  not_sent: "not_sent",
  daraja_refused: "daraja_refused",
  mpesa_busy: "mpesa_busy",
  invalid_phone: "invalid_phone",
};

function find<Word extends string>(words: Readonly<Record<Word, Word>>, value: unknown) {
  return Object.values<Word>(words).find((word) => word === value) ?? null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function readAttempt(value: unknown): OrderStatusView["attempt"] | undefined {
  if (value === null) return null;
  if (!isRecord(value)) return undefined;
  const state = find(STATES, value.state);
  if (!state) return undefined;
  return {
    state,
    // A reason that this page is too old to know still is a failure: it gets the general words.
    reason: find(REASONS, value.reason),
    promptEndsAt: typeof value.promptEndsAt === "string" ? value.promptEndsAt : null,
  };
}

/** Reads the body of an order status answer (contract); null if it is anything else. */
export function readOrderStatus(body: unknown): OrderStatusView | null {
  if (!isRecord(body)) return null;
  const { orderId, version, amountKes, paidKes, pollAfterMs } = body;
  const status = find(STATUSES, body.status);
  const attempt = readAttempt(body.attempt);
  if (typeof orderId !== "string" || !status || attempt === undefined) return null;
  if (typeof version !== "number" || typeof amountKes !== "number") return null;
  if (typeof paidKes !== "number") return null;
  if (pollAfterMs !== null && typeof pollAfterMs !== "number") return null;
  return { orderId, version, status, amountKes, paidKes, attempt, pollAfterMs };
}
