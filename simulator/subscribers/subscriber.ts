import type { World } from "../world";

/** What everybody starts with (contract). */
const OPENING_BALANCE_KES = 100_000;

/** The M-PESA PIN of every subscriber. */
export const PIN = "1234";

const RULE_WINDOW_MS = 2 * 60 * 1000;
const MESSAGES_KEPT = 30;

type AutoAnswer = "pay" | "cancel" | "wrong_pin" | "ignore" | "none";

interface Message {
  readonly text: string;
  readonly at: number;
}

/** One phone with its M-PESA account. */
export interface Subscriber {
  readonly msisdn: string;
  balanceKes: number;
  reachable: boolean;
  /** Unset: the knobs decide. */
  autoAnswer: AutoAnswer | null;
  answerAfterMs: number | null;
  /** The CheckoutRequestID that holds the phone; it can show one prompt at a time. */
  openPrompt: string | null;
  /** What left the account lately, for result 17. */
  recentPayments: { readonly amountKes: number; readonly at: number }[];
  /** Newest first. */
  messages: Message[];
}

/** The subscriber of a number; every Kenyan number is one (contract). */
export function subscriberOf(world: World, msisdn: string): Subscriber {
  const known = world.subscribers.get(msisdn);
  if (known) return known;
  const subscriber: Subscriber = {
    msisdn,
    balanceKes: OPENING_BALANCE_KES,
    reachable: true,
    autoAnswer: null,
    answerAfterMs: null,
    openPrompt: null,
    recentPayments: [],
    messages: [],
  };
  world.subscribers.set(msisdn, subscriber);
  return subscriber;
}

/** Whether this number paid exactly this amount within two minutes: result 17 (daraja.md, 2.5). */
export function paidSameLately(subscriber: Subscriber, amountKes: number, nowMs: number): boolean {
  return subscriber.recentPayments.some(
    (payment) => payment.amountKes === amountKes && nowMs - payment.at < RULE_WINDOW_MS,
  );
}

/** Takes the money; the caller has checked the balance. */
export function charge(subscriber: Subscriber, amountKes: number, nowMs: number): void {
  subscriber.balanceKes -= amountKes;
  subscriber.recentPayments = subscriber.recentPayments.filter(
    (payment) => nowMs - payment.at < RULE_WINDOW_MS,
  );
  subscriber.recentPayments.push({ amountKes, at: nowMs });
}

/** Puts an SMS on top of the phone's list. */
export function textTo(subscriber: Subscriber, text: string, nowMs: number): void {
  subscriber.messages = [{ text, at: nowMs }, ...subscriber.messages].slice(0, MESSAGES_KEPT);
}
