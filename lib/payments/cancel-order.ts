import { failpoint } from "@/lib/failpoints";
import { isIdOf } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { openOutcome, type Outcome } from "./model";
import { readOrderSnapshot } from "./read-snapshot";
import { recordDecision } from "./record-evidence";

export type CancelResult =
  /** `isNew` if it was not cancelled before. */
  | { ok: true; isNew: boolean }
  | { ok: false; reason: "order_not_found" | "attempt_in_progress" | "order_not_payable" };

const MAX_TRIES = 8;
/** Money may still come from these, so the order is not given up. */
const MAY_STILL_PAY: ReadonlySet<Outcome> = new Set(["pending", "unresolved", "review"]);

const CANCELLED = {
  kind: "order_cancelled",
  aboutAttemptId: null,
  amountKes: null,
  receipt: null,
  decidedBy: null,
  decisionNote: null,
} as const;

/**
 * Cancels an order of this merchant. Refused while an attempt may still bring money, and once money
 * came. Cancelling again changes nothing; money that comes later all the same still counts.
 */
export async function cancelOrder(
  runtime: Runtime,
  merchantId: string,
  orderId: string,
): Promise<CancelResult> {
  if (!isIdOf("order", orderId)) return { ok: false, reason: "order_not_found" };
  await failpoint("cancel:asked");
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const read = await readOrderSnapshot(runtime.moneyDb, orderId);
    if (read?.merchantId !== merchantId) return { ok: false, reason: "order_not_found" };
    await failpoint("cancel:read");
    const { order, attempts, payments } = read.snapshot;
    if (order.status === "cancelled") return { ok: true, isNew: false };
    if (payments.some(({ counted }) => counted)) return { ok: false, reason: "order_not_payable" };
    if (attempts.some((attempt) => MAY_STILL_PAY.has(openOutcome(attempt)))) {
      return { ok: false, reason: "attempt_in_progress" };
    }
    const isRecorded = await recordDecision(runtime, read, CANCELLED);
    await failpoint("cancel:recorded");
    if (isRecorded) return { ok: true, isNew: true };
  }
  return { ok: false, reason: "attempt_in_progress" };
}
