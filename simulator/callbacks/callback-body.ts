import { strikes } from "../faults/draw";
import type { JsonValue } from "../http/json";
import { nairobiStamp } from "../nairobi-time";
import { callbackText, type ResultCode } from "../transactions/result-codes";
import type { Transaction } from "../transactions/transaction";
import type { World } from "../world";

/** The body Safaricom posts for a result, with the variants the knobs ask for (daraja.md, 2.7). */
export function callbackBody(world: World, transaction: Transaction, code: ResultCode): JsonValue {
  const { merchantRequestId, checkoutRequestId, accountReference } = transaction;
  const knobs = world.faults.callback;
  const knob = "callback.resultCodeAsString";
  const asString = strikes(world, knob, knobs?.resultCodeAsString, accountReference);
  const number = Number(code);
  const head = {
    MerchantRequestID: merchantRequestId,
    CheckoutRequestID: checkoutRequestId,
    ResultCode: asString || Number.isNaN(number) ? code : number,
    ResultDesc: callbackText(code),
  };
  const paid = code === "0" ? transaction.paid : null;
  if (!paid) return { Body: { stkCallback: head } };
  const Item = metadataItems(world, transaction, paid);
  return { Body: { stkCallback: { ...head, CallbackMetadata: { Item } } } };
}

function metadataItems(
  world: World,
  transaction: Transaction,
  paid: NonNullable<Transaction["paid"]>,
): JsonValue[] {
  const { msisdn, accountReference } = transaction;
  const knobs = world.faults.callback;
  const emptyBalance = strikes(
    world,
    "callback.missingBalanceValue",
    knobs?.missingBalanceValue,
    accountReference,
  );
  const masked = strikes(world, "callback.maskedPhone", knobs?.maskedPhone, accountReference);
  return [
    { Name: "Amount", Value: paid.amountKes },
    { Name: "MpesaReceiptNumber", Value: paid.receipt },
    ...(emptyBalance ? [{ Name: "Balance" }] : []),
    { Name: "TransactionDate", Value: Number(nairobiStamp(paid.at)) },
    { Name: "PhoneNumber", Value: masked ? maskedPhone(msisdn) : Number(msisdn) },
  ];
}

function maskedPhone(msisdn: string): string {
  return `${msisdn.slice(0, 5)}****${msisdn.slice(-3)}`;
}
