import type { Door } from "./doors";

type Fields = {
  merchantRequestId: string;
  checkoutRequestId: string;
  code: unknown;
  amount: unknown;
  receipt: unknown;
};

/** A success as Safaricom posts it, true to the attempt where nothing else is told. */
export function successBody(door: Door, changes: Partial<Fields> = {}): string {
  const fields: Fields = {
    merchantRequestId: door.merchantRequestId,
    checkoutRequestId: door.checkoutRequestId,
    code: 0,
    amount: door.amountKes,
    receipt: door.receipt,
    ...changes,
  };
  return JSON.stringify({
    Body: {
      stkCallback: {
        MerchantRequestID: fields.merchantRequestId,
        CheckoutRequestID: fields.checkoutRequestId,
        ResultCode: fields.code,
        ResultDesc: "The service request is processed successfully.",
        CallbackMetadata: {
          Item: [
            { Name: "Amount", Value: fields.amount },
            { Name: "MpesaReceiptNumber", Value: fields.receipt },
            { Name: "TransactionDate", Value: 20261123081530 },
            { Name: "PhoneNumber", Value: Number(door.msisdn) },
          ],
        },
      },
    },
  });
}

/** A failure; `note` makes it another body than the one before. */
export function failureBody(
  ids: Pick<Door, "merchantRequestId" | "checkoutRequestId">,
  code: number | string,
  note: string,
): string {
  return JSON.stringify({
    Body: {
      stkCallback: {
        MerchantRequestID: ids.merchantRequestId,
        CheckoutRequestID: ids.checkoutRequestId,
        ResultCode: code,
        ResultDesc: note,
      },
    },
  });
}
