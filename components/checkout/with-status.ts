import type { AttemptState, CheckoutView, OrderStatusView } from "@/lib/payments/model";

type Attempt = OrderStatusView["attempt"];

const UNDER_WAY: readonly AttemptState[] = ["sending", "waiting", "checking"];

/** Whether a later status may speak of the same attempt as the earlier one. */
function isSameAttempt(earlier: Attempt, later: Attempt): boolean {
  if (earlier === null || later === null) return false;
  const isNewOne = UNDER_WAY.includes(later.state) && !UNDER_WAY.includes(earlier.state);
  const endsAt = earlier.promptEndsAt ?? later.promptEndsAt;
  return !isNewOne && endsAt === later.promptEndsAt;
}

/**
 * A view with a status that came later than the rest of it. Where that tells of another attempt, nobody
 * is told the phone of the one before, or what was heard of it.
 */
export function withStatus(view: CheckoutView, status: OrderStatusView): CheckoutView {
  const own = isSameAttempt(view.status.attempt, status.attempt)
    ? {}
    : { promptedPhone: null, ownAttemptId: null, isAnswerSeen: false };
  return { ...view, ...(status === view.status ? {} : own), status };
}
