import type { FailureReason } from "@/lib/payments/model";

/**
 * What is special about a failure: what is said of the money (`failed.money.…`), and what another
 * try from here needs. `again` is "same" where the same number may well work, "other" where only
 * another number can, "shop" where the shop has to act first: the form is there, one step away.
 */
type FailureKind = {
  money: "none" | "notReached" | "earlier";
  again: "same" | "other" | "shop";
};

const KINDS: Readonly<Record<FailureReason, FailureKind>> = {
  cancelled_or_timed_out: { money: "none", again: "same" },
  no_answer: { money: "none", again: "same" },
  insufficient_balance: { money: "none", again: "same" },
  wrong_pin: { money: "none", again: "same" },
  phone_busy: { money: "none", again: "same" },
  // Safaricom says so because the same amount was paid a moment ago.
  too_soon: { money: "earlier", again: "same" },
  expired: { money: "none", again: "same" },
  limit: { money: "none", again: "other" },
  pin_locked: { money: "none", again: "other" },
  merchant_setup: { money: "none", again: "shop" },
  not_sent: { money: "notReached", again: "same" },
  daraja_refused: { money: "notReached", again: "shop" },
  mpesa_busy: { money: "none", again: "same" },
  invalid_phone: { money: "notReached", again: "other" },
};

/** Of a reason that this page does not know, only that the attempt failed. */
const UNKNOWN: FailureKind = { money: "none", again: "same" };

export function failureKind(reason: FailureReason | null): FailureKind {
  return reason === null ? UNKNOWN : KINDS[reason];
}
