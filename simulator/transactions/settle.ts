import { reportResult } from "../callbacks/report";
import { strikes } from "../faults/draw";
import { insufficientSms, wrongPinSms } from "../subscribers/sms";
import { subscriberOf, textTo } from "../subscribers/subscriber";
import type { World } from "../world";
import { amountToTake, debit } from "./debit";
import type { ResultCode } from "./result-codes";
import type { PromptState, Transaction } from "./transaction";

/** How long the success follows the false 1032 of `lateSuccessAfterFailure`. */
const LATE_SUCCESS_MS = 1_000;

/** What ends a prompt. `insufficient` is a right PIN on an account that holds too little. */
export type PromptAction = "pay" | "cancel" | "wrong_pin" | "ignore" | "insufficient";

export interface ReportOptions {
  /** Posts the callback without the delay the knobs ask for. */
  readonly atOnce: boolean;
}

/**
 * Ends an open prompt: state, money and SMS at once, then the callback. Resolves when that callback
 * was delivered, dropped or called off. A prompt that is not open stays as it is.
 */
export function settlePrompt(
  world: World,
  transaction: Transaction,
  action: PromptAction,
  options: ReportOptions = { atOnce: false },
): Promise<void> {
  if (transaction.prompt !== "open") return Promise.resolve();
  transaction.stopTimers();
  const subscriber = subscriberOf(world, transaction.msisdn);
  subscriber.openPrompt = null;

  const end = (prompt: PromptState, code: ResultCode) => {
    transaction.prompt = prompt;
    return conclude(world, transaction, code, options);
  };
  switch (action) {
    case "pay":
    case "cancel":
      return payOrCancel(world, transaction, action, options, end);
    case "insufficient":
      textTo(subscriber, insufficientSms(transaction, subscriber.balanceKes), world.now());
      return end("insufficient_balance", "1");
    case "wrong_pin":
      textTo(subscriber, wrongPinSms(transaction), world.now());
      return end("wrong_pin", "2001");
    case "ignore":
      return end("timed_out", "1037");
  }
}

/** Gives a transaction its result and tells the merchant. */
export function conclude(
  world: World,
  transaction: Transaction,
  code: ResultCode,
  options: ReportOptions,
): Promise<void> {
  transaction.resultCode = code;
  return reportResult(world, transaction, code, options);
}

function payOrCancel(
  world: World,
  transaction: Transaction,
  action: "pay" | "cancel",
  options: ReportOptions,
  end: (prompt: PromptState, code: ResultCode) => Promise<void>,
): Promise<void> {
  const subscriber = subscriberOf(world, transaction.msisdn);
  const amountKes = amountToTake(world, transaction);
  const affordable = subscriber.balanceKes >= amountKes;
  const rate = world.faults.callback?.lateSuccessAfterFailure;
  const knob = "callback.lateSuccessAfterFailure";
  if (affordable && strikes(world, knob, rate, transaction.accountReference)) {
    const reported = end("cancelled", "1032");
    void reported.then(() => succeedLate(world, transaction, amountKes, options));
    return reported;
  }
  if (action === "cancel") return end("cancelled", "1032");
  if (debit(world, transaction, amountKes)) return end("paid", "0");
  textTo(subscriber, insufficientSms(transaction, subscriber.balanceKes), world.now());
  return end("insufficient_balance", "1");
}

async function succeedLate(
  world: World,
  transaction: Transaction,
  amountKes: number,
  options: ReportOptions,
): Promise<void> {
  if (!world.transactions.has(transaction.checkoutRequestId)) return; // reset meanwhile
  if (!(await world.pending.sleep(LATE_SUCCESS_MS))) return;
  if (!debit(world, transaction, amountKes)) return;
  transaction.prompt = "paid";
  await conclude(world, transaction, "0", options);
}
