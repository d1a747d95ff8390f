import type { OrderRow } from "@/lib/merchants/model";
import type { CaseKind } from "@/lib/payments/model";

export { CASE_KINDS } from "@/db/vocabulary";

/** What waits for a person, and what somebody decided. Pure and browser-safe; times are ISO 8601, UTC. */

/** An order that waits for a person. */
export type WaitingOrder = Pick<
  OrderRow,
  "orderId" | "title" | "accountReference" | "status" | "amountKes" | "paidKes"
> & {
  cases: CaseKind[];
  /** Since when something waits. */
  since: string;
  refundedKes: number;
  /** Money that came and that nobody has decided about; null without any. */
  reviewedKes: number | null;
};

/** A decision as it is told: the name is null once its person is no longer a member. */
export type Decided = { name: string | null; note: string; receipt: string | null };
