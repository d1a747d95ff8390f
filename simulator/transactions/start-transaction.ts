import { strikes } from "../faults/draw";
import { subscriberOf } from "../subscribers/subscriber";
import type { World } from "../world";
import type { PushRequest } from "../daraja/push-request";
import { planAnswer, type AutoAnswerPlan } from "./auto-answer";
import { newCheckoutRequestId, newMerchantRequestId } from "./ids";
import { refusedUnprompted } from "./refused-unprompted";
import { conclude, settlePrompt } from "./settle";
import type { Transaction } from "./transaction";

const PROMPT_TIMEOUT_MS = 60_000;
/** A phone that is off was reported this soon by the query (daraja.md, 2.4). */
const UNREACHABLE_MS = 14_000;
const UNPROMPTED_RESULT_MS = 300;
const BEFORE_RESPONSE_WAIT_MS = 2_000;

/**
 * Takes a valid push: ids, prompt, lock, and what will end it. Resolves when the push may be
 * answered, which is at once unless `beforeResponse` strikes: then after the callback, at most 2 s.
 */
export async function startTransaction(world: World, push: PushRequest): Promise<Transaction> {
  const refusal = refusedUnprompted(world, push);
  const transaction = register(world, push, refusal === null);
  const early = () => {
    const rate = world.faults.callback?.beforeResponse;
    return strikes(world, "callback.beforeResponse", rate, push.accountReference);
  };
  if (refusal !== null) {
    const end = (atOnce: boolean) => conclude(world, transaction, refusal, { atOnce });
    if (early()) await atMost(world, end(true));
    else world.pending.after(UNPROMPTED_RESULT_MS, () => void end(false));
    return transaction;
  }
  const plan = transaction.shown ? planAnswer(world, transaction) : unreachablePlan(world);
  if (plan && plan.action !== "ignore" && early()) {
    await atMost(world, settlePrompt(world, transaction, plan.action, { atOnce: true }));
  } else {
    schedule(world, transaction, plan);
  }
  return transaction;
}

function register(world: World, push: PushRequest, prompted: boolean): Transaction {
  const subscriber = subscriberOf(world, push.msisdn);
  const now = world.now();
  const transaction: Transaction = {
    checkoutRequestId: newCheckoutRequestId(world, push.msisdn),
    merchantRequestId: newMerchantRequestId(world, push.accountReference),
    msisdn: push.msisdn,
    amountKes: push.amountKes,
    accountReference: push.accountReference,
    shortcode: push.shortcode,
    callbackUrl: push.callbackUrl,
    createdAt: now,
    prompt: prompted ? "open" : null,
    promptEndsAt: now + promptTimeoutMs(world),
    shown: prompted && subscriber.reachable,
    resultCode: null,
    paid: null,
    callbackBody: undefined,
    deliveryCount: 0,
    stopTimers: () => undefined,
  };
  world.transactions.set(transaction.checkoutRequestId, transaction);
  if (prompted) subscriber.openPrompt = transaction.checkoutRequestId;
  return transaction;
}

function schedule(world: World, transaction: Transaction, plan: AutoAnswerPlan | null): void {
  const settle = (action: AutoAnswerPlan["action"]) => () =>
    void settlePrompt(world, transaction, action);
  const stopTimeout = world.pending.after(promptTimeoutMs(world), settle("ignore"));
  const stopAnswer = plan ? world.pending.after(plan.afterMs, settle(plan.action)) : undefined;
  transaction.stopTimers = () => {
    stopTimeout();
    stopAnswer?.();
  };
}

function unreachablePlan(world: World): AutoAnswerPlan {
  return { action: "ignore", afterMs: Math.min(UNREACHABLE_MS, promptTimeoutMs(world)) };
}

function promptTimeoutMs(world: World): number {
  return world.faults.promptTimeoutMs ?? PROMPT_TIMEOUT_MS;
}

async function atMost(world: World, reported: Promise<void>): Promise<void> {
  await Promise.race([reported, world.pending.sleep(BEFORE_RESPONSE_WAIT_MS)]);
}
