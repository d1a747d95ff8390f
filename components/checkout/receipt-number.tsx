import type { ShownReceipt } from "@/lib/payments/model";

/** An M-PESA receipt number as this browser may see it, or the words for one that is still to come. */
export function ReceiptNumber({
  receipt,
  pendingText,
}: {
  receipt: ShownReceipt;
  pendingText: string;
}) {
  if (receipt.receipt === null) return <span>{pendingText}</span>;
  return <span className="font-mono font-semibold break-all">{receipt.receipt}</span>;
}
