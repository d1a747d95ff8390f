/** The words that columns may hold: the checks of the schema and the types of the product both come from here. */

export const PUSH_STATES = ["sending", "accepted", "rejected", "unknown"] as const;

export const OUTCOMES = ["pending", "unresolved", "failed", "review", "succeeded"] as const;

export const ORDER_STATUSES = [
  "open",
  "paid",
  "overpaid",
  "underpaid",
  "expired",
  "cancelled",
] as const;

export const ORDER_FLAGS = [
  "late",
  "after_failure",
  "receipt_pending",
  "needs_review",
  "refund_due",
] as const;

export const EVIDENCE_SOURCES = ["push", "callback", "query", "clock", "person"] as const;

export const EVIDENCE_KINDS = [
  "push_accepted",
  "push_refused",
  "push_token_rejected",
  "push_not_sent",
  "push_unknown",
  "callback_success",
  "callback_failure",
  "callback_undetermined",
  "callback_unreadable",
  "query_succeeded",
  "query_failed",
  "query_in_progress",
  "query_no_answer",
  "sending_stale",
  "window_ended",
  "checks_ended",
  "order_expired",
  "order_cancelled",
] as const;

export const TIMELINE_KINDS = [
  "order_created",
  "order_paid",
  "order_overpaid",
  "order_expired",
  "order_cancelled",
  "attempt_started",
  "push_accepted",
  "push_refused",
  "push_token_renewed",
  "push_not_sent",
  "push_unknown",
  "callback_received",
  "query_answered",
  "attempt_unresolved",
  "attempt_needs_person",
  "attempt_failed",
  "attempt_in_review",
  "payment_received",
  "receipt_received",
  "callback_ids_differ",
  "receipt_reused",
  "second_receipt",
  "amount_unknown",
] as const;

export const ENVIRONMENTS = ["simulator", "sandbox", "live"] as const;

export const SHORTCODE_TYPES = ["paybill", "till"] as const;

export const PAYMENT_KINDS = ["stk"] as const;

export const ROLES = ["owner", "admin", "finance", "cashier", "viewer"] as const;

/** What mails are written in. */
export const MAIL_LANGUAGES = ["en", "sw"] as const;

/** What became of a mail: under way or lost there, taken, refused for certain, or nobody knows. */
export const MAIL_STATES = ["sending", "sent", "refused", "unknown"] as const;

/** What an API key may do: see, or make and change. */
export const KEY_SCOPES = ["read", "write"] as const;

/** The rules of money that are checked in production: the view `invariant_<name>` lists what breaks it. */
export const INVARIANTS = [
  "paid_is_counted_sum",
  "status_follows_sum",
  "flags_follow_payments",
  "success_has_payment",
  "counted_amount_as_asked",
  "receipt_once",
  "payment_has_evidence",
  "payment_of_own_order",
  "evidence_of_own_order",
  "one_live_attempt",
  "attempts_counted",
  "timeline_dense",
  "sending_is_short",
  "evidence_applied",
  "callbacks_arrive",
] as const;
