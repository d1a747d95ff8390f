import { describe, expect, it } from "vitest";
import {
  ATTEMPT_STATES,
  type FailureReason,
  type OrderStatus,
  type OrderStatusView,
} from "@/lib/payments/model";
import { readOrderStatus } from "./read-order-status";

/** Records, so that a new word of the contract that is missing here does not compile. */
const STATUSES: Record<OrderStatus, true> = {
  open: true,
  paid: true,
  overpaid: true,
  underpaid: true,
  expired: true,
  cancelled: true,
};
const REASONS: Record<FailureReason, true> = {
  cancelled_or_timed_out: true,
  no_answer: true,
  insufficient_balance: true,
  wrong_pin: true,
  phone_busy: true,
  too_soon: true,
  expired: true,
  limit: true,
  pin_locked: true,
  merchant_setup: true,
  not_sent: true,
  daraja_refused: true,
  mpesa_busy: true,
  invalid_phone: true,
};

const waiting: OrderStatusView = {
  orderId: "order_1",
  version: 3,
  status: "open",
  amountKes: 250,
  paidKes: 0,
  attempt: { state: "waiting", reason: null, promptEndsAt: "2026-10-02T09:00:00.000Z" },
  pollAfterMs: 2_000,
};

describe("readOrderStatus", () => {
  it("reads every status, state and reason of the contract", () => {
    for (const status of Object.keys(STATUSES)) {
      const body = { ...waiting, status, attempt: null, pollAfterMs: null };
      expect(readOrderStatus(body)).toEqual(body);
    }
    for (const state of ATTEMPT_STATES) {
      const body = { ...waiting, attempt: { state, reason: null, promptEndsAt: null } };
      expect(readOrderStatus(body)).toEqual(body);
    }
    for (const reason of Object.keys(REASONS)) {
      const body = { ...waiting, attempt: { state: "failed", reason, promptEndsAt: null } };
      expect(readOrderStatus(body)).toEqual(body);
    }
  });

  it("ignores fields it does not know, and an unknown reason stays a failure", () => {
    const attempt = { state: "failed", reason: "from_the_future", promptEndsAt: null };
    expect(readOrderStatus({ ...waiting, attempt, more: 1 })?.attempt).toEqual({
      state: "failed",
      reason: null,
      promptEndsAt: null,
    });
  });

  it.each([
    ["nothing", null],
    ["a text", "paid"],
    ["an error", { error: { code: "order_not_found" } }],
    ["an unknown status", { ...waiting, status: "refunded" }],
    ["an inherited word", { ...waiting, status: "toString" }],
    ["an unknown attempt state", { ...waiting, attempt: { state: "done" } }],
    ["a missing attempt", { ...waiting, attempt: undefined }],
    ["a version in words", { ...waiting, version: "3" }],
    ["an amount in words", { ...waiting, amountKes: "250" }],
    ["a missing poll time", { ...waiting, pollAfterMs: undefined }],
  ])("refuses %s", (_name, body) => {
    expect(readOrderStatus(body)).toBeNull();
  });
});
