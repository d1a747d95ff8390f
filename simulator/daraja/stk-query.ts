import { draw, drawMs, strikes } from "../faults/draw";
import { CUT, json, type Answer, type Incoming, type Reply } from "../http/exchange";
import { queryText, type ResultCode } from "../transactions/result-codes";
import type { Transaction } from "../transactions/transaction";
import type { World } from "../world";
import { refuseToken } from "./access-token";
import { darajaError, invalidField } from "./error-envelope";
import { readObject, textOf } from "./fields";
import { checkMerchant } from "./merchant";
import { takeQuery } from "./query-rate";

const IN_PROGRESS_SHAPES = ["500.001.1001", "4999", "empty200"] as const;
type InProgressShape = (typeof IN_PROGRESS_SHAPES)[number];

/** `POST /mpesa/stkpushquery/v1/query` (daraja.md, 2.4). */
export async function stkQuery(world: World, incoming: Incoming): Promise<Reply> {
  const refusal = refuseToken(world, incoming);
  if (refusal) return darajaError(world, refusal);
  const body = readObject(world, incoming);
  if (!body.ok) return body.answer;
  const merchant = checkMerchant(world, body.value);
  if (!merchant.ok) return merchant.answer;
  const checkoutRequestId = textOf(body.value, "CheckoutRequestID");
  if (checkoutRequestId === "") return invalidField(world, "CheckoutRequestID");
  const { businessShortCode } = merchant.value;
  if (!takeQuery(world, businessShortCode)) return darajaError(world, "queryRateExceeded");

  const known = world.transactions.get(checkoutRequestId);
  const reference = known?.accountReference ?? "";
  const latency = drawMs(world, "query.latencyMs", world.faults.query?.latencyMs, reference);
  if (!(await world.pending.sleep(latency))) return CUT;
  if (known?.shortcode.businessShortCode !== businessShortCode) {
    return darajaError(world, "transactionUnknown");
  }
  return answerQuery(world, known);
}

function answerQuery(world: World, transaction: Transaction): Answer {
  const { accountReference, resultCode, prompt } = transaction;
  const knobs = world.faults.query;
  if (strikes(world, "query.random500", knobs?.random500, accountReference)) {
    return darajaError(world, "beingProcessed");
  }
  const notFailed = prompt === "open" || prompt === "paid";
  if (notFailed && strikes(world, "query.wrongFailed", knobs?.wrongFailed, accountReference)) {
    return result(transaction, "1032", queryText("1032"));
  }
  if (resultCode !== null) return result(transaction, resultCode, queryText(resultCode));
  return inProgress(world, transaction);
}

function inProgress(world: World, transaction: Transaction): Answer {
  const shape = inProgressShape(world, transaction);
  switch (shape) {
    case "4999":
      return result(transaction, "4999", "The transaction is still under processing");
    case "500.001.1001":
      return darajaError(world, "beingProcessed");
    case "empty200":
      return darajaError(world, "beingProcessedEmpty");
  }
}

function inProgressShape(world: World, transaction: Transaction): InProgressShape {
  const shape = world.faults.query?.inProgressShape ?? "4999";
  if (shape !== "mixed") return shape;
  const at = draw(world, "query.inProgressShape", transaction.accountReference);
  return IN_PROGRESS_SHAPES[Math.floor(at * IN_PROGRESS_SHAPES.length)] ?? "4999";
}

/** A query's result code is a string, and the description has Safaricom's typing error. */
function result(transaction: Transaction, code: ResultCode | "4999", text: string): Answer {
  return json(200, {
    ResponseCode: "0",
    ResponseDescription: "The service request has been accepted successsfully",
    MerchantRequestID: transaction.merchantRequestId,
    CheckoutRequestID: transaction.checkoutRequestId,
    ResultCode: code,
    ResultDesc: text,
  });
}
