import { attempts } from "@/db/schema/payments";
import type { Env } from "@/lib/env";
import { openMsisdn } from "@/lib/payments/attempt-secrets";
import { asFailureReason } from "@/lib/payments/failure-reason";
import type { Outcome, PushState } from "@/lib/payments/model";
import type { OrderAttempt } from "./model";

/** What is read of an attempt for its DTO. */
export const attemptColumns = {
  id: attempts.id,
  merchantId: attempts.merchantId,
  push: attempts.push,
  outcome: attempts.outcome,
  reason: attempts.reason,
  amountKes: attempts.amountKes,
  dataKeySealed: attempts.dataKeySealed,
  msisdnSealed: attempts.msisdnSealed,
  createdAt: attempts.createdAt,
};

type AttemptRow = {
  id: string;
  merchantId: string;
  push: PushState;
  outcome: Outcome;
  reason: string | null;
  amountKes: number;
  dataKeySealed: Buffer | null;
  msisdnSealed: Buffer | null;
  createdAt: Date;
};

/** An attempt as the API answers it, fields in the contract's order. */
export function toAttempt(env: Env, row: AttemptRow): OrderAttempt {
  return {
    id: row.id,
    push: row.push,
    outcome: row.outcome,
    reason: asFailureReason(row.reason),
    amountKes: row.amountKes,
    phoneNumber: openMsisdn(env, row),
    createdAt: row.createdAt.toISOString(),
  };
}
