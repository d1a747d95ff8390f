import { describe, expect, it } from "vitest";
import type { AttemptState, OrderStatusView } from "@/lib/payments/model";
import { withStatus } from "./with-status";

const FIRST_ENDS = "2026-11-25T11:33:00.000Z";
const SECOND_ENDS = "2026-11-25T11:39:00.000Z";

const attempt = (state: AttemptState, promptEndsAt: string | null): OrderStatusView["attempt"] => ({
  state,
  reason: null,
  promptEndsAt,
});

const status = (version: number, of: OrderStatusView["attempt"]): OrderStatusView => ({
  orderId: "ord_1",
  version,
  status: "open",
  amountKes: 100,
  paidKes: 0,
  attempt: of,
  pollAfterMs: 1_000,
});

function phoneAfter(earlier: OrderStatusView["attempt"], later: OrderStatusView["attempt"]) {
  const view = {
    status: status(3, earlier),
    merchantName: "Mama Njeri",
    merchantColour: null,
    merchantLogo: null,
    environment: "live" as const,
    title: "Unga",
    accountReference: "Q7RT21",
    successUrl: null,
    cancelUrl: null,
    expiresAt: "2026-11-25T20:00:00.000Z",
    flags: [],
    dueKes: 100,
    canStart: false,
    despiteAttemptId: null,
    promptedPhone: "0712 ••• 678",
    ownAttemptId: "att_1",
    attemptStartedAt: null,
    isAnswerSeen: false,
    reportedKes: null,
    retryWait: null,
    unresolvedFromAt: null,
    receipts: [],
  };
  return withStatus(view, status(5, later)).promptedPhone;
}

describe("a later status on an earlier view", () => {
  it.each([
    ["is accepted", attempt("sending", null), attempt("waiting", FIRST_ENDS)],
    ["is being checked", attempt("waiting", FIRST_ENDS), attempt("checking", FIRST_ENDS)],
    ["failed", attempt("waiting", FIRST_ENDS), attempt("failed", FIRST_ENDS)],
    ["succeeds late", attempt("failed", FIRST_ENDS), attempt("succeeded", FIRST_ENDS)],
  ])("keeps the phone of an attempt that %s", (_what, earlier, later) => {
    expect(phoneAfter(earlier, later)).toBe("0712 ••• 678");
  });

  it.each([
    ["after a failed one", attempt("failed", FIRST_ENDS), attempt("sending", null)],
    ["after a refused one", attempt("failed", null), attempt("waiting", SECOND_ENDS)],
    ["that was missed", attempt("waiting", FIRST_ENDS), attempt("waiting", SECOND_ENDS)],
    ["that is the first", null, attempt("waiting", FIRST_ENDS)],
  ])("tells nobody's phone for an attempt %s", (_what, earlier, later) => {
    expect(phoneAfter(earlier, later)).toBeNull();
  });
});
