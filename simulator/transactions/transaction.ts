import type { Shortcode } from "../shortcodes/shortcode";
import type { JsonValue } from "../http/json";
import type { ResultCode } from "./result-codes";

export type PromptState =
  "open" | "paid" | "cancelled" | "wrong_pin" | "timed_out" | "insufficient_balance";

/** One accepted push, from its ids to its result. */
export interface Transaction {
  readonly checkoutRequestId: string;
  readonly merchantRequestId: string;
  /** The phone that is prompted and pays. */
  readonly msisdn: string;
  readonly amountKes: number;
  readonly accountReference: string;
  readonly shortcode: Shortcode;
  readonly callbackUrl: string;
  readonly createdAt: number;
  /** Null when the push was accepted but could not be put to the customer at all. */
  prompt: PromptState | null;
  /** When the prompt leaves the screen, answered or not. */
  promptEndsAt: number;
  /** Whether the handset shows it; an unreachable phone holds the lock without a dialog. */
  readonly shown: boolean;
  /** Null: still in progress. */
  resultCode: ResultCode | null;
  /** The money taken, once it was. */
  paid: { readonly receipt: string; readonly amountKes: number; readonly at: number } | null;
  /** The callback Safaricom made last, sent or dropped; undefined until there is a result. */
  callbackBody: JsonValue | undefined;
  /** Callbacks sent so far, repeated ones included. */
  deliveryCount: number;
  /** Calls off what would still end the prompt. */
  stopTimers: () => void;
}

/** A prompt as the control API shows it (contract). */
export function promptView(transaction: Transaction) {
  return {
    checkoutRequestId: transaction.checkoutRequestId,
    msisdn: transaction.msisdn,
    amountKes: transaction.amountKes,
    accountReference: transaction.accountReference,
    state: transaction.prompt,
    at: new Date(transaction.createdAt).toISOString(),
  };
}
