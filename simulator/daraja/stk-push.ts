import { drawMs, strikes } from "../faults/draw";
import { CUT, html, json, type Answer, type Incoming, type Reply } from "../http/exchange";
import { subscriberOf } from "../subscribers/subscriber";
import { startTransaction } from "../transactions/start-transaction";
import type { Transaction } from "../transactions/transaction";
import type { World } from "../world";
import { refuseToken } from "./access-token";
import { darajaError } from "./error-envelope";
import { readObject } from "./fields";
import { checkPush, type PushRequest } from "./push-request";

const FIREWALL_PAGE = `<html><head><META NAME="robots" CONTENT="noindex,nofollow"></head><body>
<iframe src="/_Incapsula_Resource">Request unsuccessful. Incapsula incident ID: 1234000560-78900</iframe>
</body></html>`;

/** `POST /mpesa/stkpush/v1/processrequest` (daraja.md, 2.2), late by `hangMs` whatever it answers. */
export async function stkPush(world: World, incoming: Incoming): Promise<Reply> {
  const reply = await answerPush(world, incoming);
  if (reply === CUT) return CUT;
  return (await world.pending.sleep(world.faults.push?.hangMs ?? 0)) ? reply : CUT;
}

async function answerPush(world: World, incoming: Incoming): Promise<Reply> {
  const refusal = refuseToken(world, incoming);
  if (refusal) return darajaError(world, refusal);
  const body = readObject(world, incoming);
  if (!body.ok) return body.answer;
  const push = checkPush(world, body.value);
  if (!push.ok) return push.answer;

  const { accountReference, msisdn } = push.value;
  const latency = drawMs(world, "push.latencyMs", world.faults.push?.latencyMs, accountReference);
  if (!(await world.pending.sleep(latency))) return CUT;
  const fault = faultAnswer(world, push.value);
  if (fault) return fault;
  if (subscriberOf(world, msisdn).openPrompt !== null) {
    return darajaError(world, "subscriberLocked");
  }
  const transaction = await startTransaction(world, push.value);
  const { loseResponse } = world.faults.push ?? {};
  const lost = strikes(world, "push.loseResponse", loseResponse, accountReference);
  return lost ? CUT : accepted(transaction);
}

/** The failures before a prompt is made (daraja.md, 2.6). */
function faultAnswer(world: World, push: PushRequest): Answer | null {
  const { accountReference } = push;
  const knobs = world.faults.push;
  if (strikes(world, "push.spikeArrest", knobs?.spikeArrest, accountReference)) {
    return darajaError(world, "spikeArrest");
  }
  if (strikes(world, "push.html503", knobs?.html503, accountReference)) {
    return html(503, FIREWALL_PAGE);
  }
  if (strikes(world, "push.error500", knobs?.error500, accountReference)) {
    return darajaError(world, "internalError");
  }
  return null;
}

function accepted(transaction: Transaction): Answer {
  return json(200, {
    MerchantRequestID: transaction.merchantRequestId,
    CheckoutRequestID: transaction.checkoutRequestId,
    ResponseCode: "0",
    ResponseDescription: "Success. Request accepted for processing",
    CustomerMessage: "Success. Request accepted for processing",
  });
}
