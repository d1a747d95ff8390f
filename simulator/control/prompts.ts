import { z } from "zod";
import { json, type Incoming, type Reply } from "../http/exchange";
import { settlePrompt } from "../transactions/settle";
import { promptView } from "../transactions/transaction";
import type { World } from "../world";
import { controlError } from "./control-error";
import { readControlBody } from "./read-control-body";

const answerSchema = z.strictObject({ action: z.enum(["pay", "cancel", "wrong_pin", "ignore"]) });

/** Every push that was put to a customer, oldest first. */
export function listPrompts(world: World): Reply {
  const prompts = [...world.transactions.values()]
    .filter((transaction) => transaction.prompt !== null)
    .map(promptView);
  return json(200, { prompts });
}

/** Answers a prompt in the customer's stead; `ignore` ends it at once as timed out. */
export function answerPrompt(world: World, incoming: Incoming, checkoutRequestId: string): Reply {
  const transaction = world.transactions.get(checkoutRequestId);
  if (!transaction || transaction.prompt === null) {
    return controlError(404, "prompt_not_found", "No prompt has this CheckoutRequestID.");
  }
  const body = readControlBody(incoming, answerSchema);
  if (!body.ok) return body.answer;
  if (transaction.prompt !== "open") {
    return controlError(409, "prompt_answered", `The prompt is ${transaction.prompt} already.`);
  }
  if (!transaction.shown && body.value.action !== "ignore") {
    return controlError(409, "phone_unreachable", "The phone is unreachable and shows no prompt.");
  }
  void settlePrompt(world, transaction, body.value.action);
  return json(200, promptView(transaction));
}
