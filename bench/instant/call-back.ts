import type { StartedPayment } from "./start-payments";

let lastReceipt = 0;

function newReceipt(): string {
  lastReceipt += 1;
  return `SB${lastReceipt.toString(36).toUpperCase().padStart(8, "0")}`;
}

/** A success as Safaricom posts it (daraja.md, 2.7). */
function successBody({ push }: StartedPayment): string {
  return JSON.stringify({
    Body: {
      stkCallback: {
        MerchantRequestID: push.merchantRequestId,
        CheckoutRequestID: push.checkoutRequestId,
        ResultCode: 0,
        ResultDesc: "The service request is processed successfully.",
        CallbackMetadata: {
          Item: [
            { Name: "Amount", Value: push.amountKes },
            { Name: "MpesaReceiptNumber", Value: newReceipt() },
            { Name: "Balance" },
            { Name: "TransactionDate", Value: 20261123081530 },
            { Name: "PhoneNumber", Value: 254712345678 },
          ],
        },
      },
    },
  });
}

/** Posts the success of a payment to its callback address. Throws unless it is acknowledged. */
export async function callBack(payment: StartedPayment): Promise<void> {
  const answer = await fetch(payment.push.callbackUrl, {
    method: "POST",
    headers: { "content-type": "application/json;charset=UTF-8" },
    body: successBody(payment),
  });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`a callback was answered ${answer.status}`);
}
