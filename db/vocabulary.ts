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

/** What of an order waits for a person, most pressing first. */
export const CASE_KINDS = [
  "amount_differs",
  "receipt_reused",
  "second_receipt",
  "amount_unknown",
  "ids_differ",
  "contradicts_decision",
  "never_resolved",
  "refund_due",
  "underpaid",
  "late",
  "unresolved",
  "receipt_pending",
] as const;

/** What a person made of an attempt. */
export const ATTEMPT_DECISIONS = ["accepted", "refunded", "written_off", "by_hand"] as const;

/** What a person can decide about an order's money; each is a piece of evidence. */
export const DECISION_KINDS = [
  "case_closed",
  "payment_accepted",
  "refunded_outside",
  "rest_asked",
  "written_off",
  "paid_by_hand",
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
  ...DECISION_KINDS,
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
  "decision_contradicted",
  ...DECISION_KINDS,
] as const;

export const ENVIRONMENTS = ["simulator", "sandbox", "live"] as const;

export const SHORTCODE_TYPES = ["paybill", "till"] as const;

/** How a shortcode is tried: by calls that move nothing, or by a prompt of KES 1. */
export const CHECK_KINDS = ["connection", "push"] as const;

export const PAYMENT_KINDS = ["stk", "hand"] as const;

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
  "decisions_are_evidence",
] as const;

/** Who did something: a member, a merchant's server by its key, the clock, or whoever runs the instance. */
export const AUDIT_ACTORS = ["person", "key", "clock", "operator"] as const;

/** What somebody did; everything that the audit tells of. */
export const AUDIT_ACTIONS = [
  "signed_in",
  "second_factor_failed",
  "password_changed",
  "second_factor_on",
  "second_factor_off",
  "session_revoked",
  "setup_link_used",
  "merchant_made",
  "person_invited",
  "invitation_revoked",
  "invitation_accepted",
  "role_changed",
  "person_removed",
  "key_made",
  "key_revoked",
  "link_made",
  "link_switched",
  "order_made",
  "order_cancelled",
  "payments_exported",
  "orders_exported",
  "shortcode_added",
  "shortcode_changed",
  "shortcode_checked",
  "shortcode_switched",
  "case_decided",
  "note_added",
  "policy_changed",
  "number_shown",
  "customer_looked_up",
  "customer_exported",
  "customer_erased",
  "retention_changed",
  "retention_erased",
] as const;

/** What it was about. */
export const AUDIT_SUBJECTS = [
  "merchant",
  "person",
  "session",
  "invitation",
  "key",
  "link",
  "order",
  "attempt",
  "payment",
  "shortcode",
  "policy",
] as const;
