import { sql } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { attempts, payments } from "@/db/schema/payments";
import type { Env } from "@/lib/env";
import { openMsisdn } from "@/lib/payments/attempt-secrets";
import { asFailureReason } from "@/lib/payments/failure-reason";
import {
  maskReceipt,
  type AttemptDecision,
  type AttemptState,
  type Outcome,
  type PushState,
} from "@/lib/payments/model";
import { maskMsisdn } from "@/lib/phone";
import type { PaymentRow } from "./model";
import type { Permissions } from "./permissions";

/** What is read of an attempt, its order and its payment for one row of the dashboard. */
export const paymentColumns = {
  attemptId: attempts.id,
  merchantId: attempts.merchantId,
  orderId: attempts.orderId,
  title: orders.title,
  accountReference: orders.accountReference,
  reference: orders.reference,
  shortcodeId: attempts.shortcodeId,
  push: attempts.push,
  outcome: attempts.outcome,
  reason: attempts.reason,
  decision: attempts.decision,
  isPromptOpen: sql<boolean>`coalesce(${attempts.promptEndsAt} > clock_timestamp(), false)`,
  amountKes: attempts.amountKes,
  receivedKes: payments.amountKes,
  receipt: payments.receipt,
  dataKeySealed: attempts.dataKeySealed,
  msisdnSealed: attempts.msisdnSealed,
  createdAt: attempts.createdAt,
};

type Stored = {
  attemptId: string;
  merchantId: string;
  orderId: string;
  title: string;
  accountReference: string;
  reference: string | null;
  shortcodeId: string;
  push: PushState;
  outcome: Outcome;
  reason: string | null;
  decision: AttemptDecision | null;
  isPromptOpen: boolean;
  amountKes: number;
  receivedKes: number | null;
  receipt: string | null;
  dataKeySealed: Buffer | null;
  msisdnSealed: Buffer | null;
  createdAt: Date;
};

/** A receipt, in full to whom it may be shown. */
export function showReceipt(permissions: Permissions, receipt: string | null): string | null {
  return receipt === null || permissions.has("see_receipts") ? receipt : maskReceipt(receipt);
}

/** A row as the dashboard shows it: the phone masked, the state in the contract's words. */
export function toPaymentRow(env: Env, permissions: Permissions, row: Stored): PaymentRow {
  const msisdn = openMsisdn(env, row);
  const state = stateOf(row);
  return {
    attemptId: row.attemptId,
    orderId: row.orderId,
    title: row.title,
    accountReference: row.accountReference,
    reference: row.reference,
    shortcodeId: row.shortcodeId,
    state,
    reason: state === "failed" ? asFailureReason(row.reason) : null,
    decision: row.decision,
    amountKes: row.amountKes,
    receivedKes: row.receivedKes,
    receipt: showReceipt(permissions, row.receipt),
    maskedPhone: msisdn && maskMsisdn(msisdn),
    createdAt: row.createdAt.toISOString(),
  };
}

function stateOf({ push, outcome, isPromptOpen }: Stored): AttemptState {
  switch (outcome) {
    case "pending":
      if (push === "sending") return "sending";
      return push === "accepted" && isPromptOpen ? "waiting" : "checking";
    case "unresolved":
      return "checking";
    case "failed":
    case "review":
    case "succeeded":
      return outcome;
  }
}
