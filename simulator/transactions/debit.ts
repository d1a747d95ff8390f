import { strikes } from "../faults/draw";
import { confirmationSms } from "../subscribers/sms";
import { charge, subscriberOf, textTo } from "../subscribers/subscriber";
import type { World } from "../world";
import { newReceipt } from "./ids";
import type { Transaction } from "./transaction";

/** A line of the truth about money (contract). */
export interface Debit {
  readonly receipt: string;
  readonly amountKes: number;
  readonly msisdn: string;
  readonly businessShortCode: string;
  readonly accountReference: string;
  readonly checkoutRequestId: string;
  readonly at: string;
}

/** What a payment would take: the amount asked for, or one shilling off where the knob strikes. */
export function amountToTake(world: World, transaction: Transaction): number {
  const { amountKes, accountReference } = transaction;
  const rate = world.faults.callback?.wrongAmount;
  if (!strikes(world, "callback.wrongAmount", rate, accountReference)) return amountKes;
  return amountKes === 1 ? 2 : amountKes - 1;
}

/** Moves the money, writes the ledger and texts the customer; false if the account holds too little. */
export function debit(world: World, transaction: Transaction, amountKes: number): boolean {
  const subscriber = subscriberOf(world, transaction.msisdn);
  if (subscriber.balanceKes < amountKes) return false;
  const now = world.now();
  const receipt = newReceipt(world, transaction.accountReference);
  charge(subscriber, amountKes, now);
  transaction.paid = { receipt, amountKes, at: now };
  world.debits.push({
    receipt,
    amountKes,
    msisdn: transaction.msisdn,
    businessShortCode: transaction.shortcode.businessShortCode,
    accountReference: transaction.accountReference,
    checkoutRequestId: transaction.checkoutRequestId,
    at: new Date(now).toISOString(),
  });
  textTo(
    subscriber,
    confirmationSms(transaction, receipt, amountKes, subscriber.balanceKes, now),
    now,
  );
  return true;
}
