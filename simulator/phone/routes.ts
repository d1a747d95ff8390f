import { z } from "zod";
import { controlError } from "../control/control-error";
import { readControlBody } from "../control/read-control-body";
import { html, json, type Incoming, type Reply, type Route } from "../http/exchange";
import { toMsisdn } from "../subscribers/msisdn";
import { PIN } from "../subscribers/subscriber";
import { settlePrompt } from "../transactions/settle";
import type { World } from "../world";
import { PHONE_PAGE, phonePagePolicy } from "./page";
import { phoneState } from "./state";

const answerSchema = z.union([
  z.strictObject({ checkoutRequestId: z.string(), pin: z.string() }),
  z.strictObject({ checkoutRequestId: z.string(), cancel: z.literal(true) }),
]);

/** The virtual phone: its page and the JSON the page polls. */
export const phoneRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: /^\/$/,
    handle: ({ shownIn }) =>
      html(200, PHONE_PAGE, { "Content-Security-Policy": phonePagePolicy(shownIn) }),
  },
  { method: "GET", pattern: /^\/_phone\/state$/, handle: getState },
  { method: "POST", pattern: /^\/_phone\/answer$/, handle: answer },
];

function getState(world: World, incoming: Incoming): Reply {
  const number = incoming.query.get("number") ?? "";
  const msisdn = toMsisdn(number);
  if (number !== "" && msisdn === null) {
    return controlError(400, "bad_request", "This is not a Safaricom number.");
  }
  return json(200, phoneState(world, msisdn));
}

/** What a person does on the handset: the right PIN pays, any other one is wrong. */
function answer(world: World, incoming: Incoming): Reply {
  const body = readControlBody(incoming, answerSchema);
  if (!body.ok) return body.answer;
  const transaction = world.transactions.get(body.value.checkoutRequestId);
  if (transaction?.prompt !== "open" || !transaction.shown) {
    return controlError(409, "prompt_gone", "This prompt is no longer on the screen.");
  }
  if ("cancel" in body.value) void settlePrompt(world, transaction, "cancel");
  else void settlePrompt(world, transaction, body.value.pin === PIN ? "pay" : "wrong_pin");
  return json(200, phoneState(world, transaction.msisdn));
}
