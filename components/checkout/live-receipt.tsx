"use client";

import { useCallback, type ReactNode } from "react";
import { isReceiptPending } from "@/lib/payments/model";
import { ConnectionNote, useConnectionText } from "./connection-note";
import { fetchRendering } from "./fetch-rendering";
import { ReceiptDocument } from "./receipt-document";
import { ReceiptLookAgain } from "./receipt-look-again";
import type { Rendering } from "./rendering";
import { useLaterRendering } from "./use-later-rendering";
import { useRendering } from "./use-rendering";

/** A receipt whose number is on its way: looks for it by itself, and shows it where the receipt is. */
export function LiveReceipt({
  first,
  verifyUrl,
  code,
  looks,
}: {
  first: Rendering;
  verifyUrl: string;
  code: ReactNode;
  looks: number;
}) {
  const [{ view }, take] = useRendering(first);
  const { orderId, version } = view.status;
  const ask = useCallback(
    async (signal: AbortSignal) => take(await fetchRendering(orderId, null, signal)),
    [orderId, take],
  );
  const isAwaited = isReceiptPending(view.receipts);
  const isUnanswered = useLaterRendering(isAwaited ? "receipt" : null, version, ask);
  const connectionText = useConnectionText(isUnanswered);
  return (
    <>
      <ReceiptDocument view={view} verifyUrl={verifyUrl} code={code} />
      <div role="status" className="print:hidden">
        <ConnectionNote text={connectionText} />
      </div>
      {isAwaited && <ReceiptLookAgain orderId={orderId} looks={looks} />}
    </>
  );
}
