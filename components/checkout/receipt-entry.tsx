import { useFormatter, useTranslations } from "next-intl";
import { formatKes } from "@/lib/money";
import type { ShownReceipt } from "@/lib/payments/model";
import { FactLine } from "./fact-line";
import { ReceiptNumber } from "./receipt-number";
import { RECEIPT_TIME } from "./receipt-time";

/** One payment on the receipt. */
export function ReceiptEntry({ receipt }: { receipt: ShownReceipt }) {
  const t = useTranslations("receipt");
  const format = useFormatter();
  const time = format.dateTime(new Date(receipt.paidAt), RECEIPT_TIME);
  return (
    <section className="space-y-3 border-t pt-4">
      <dl className="space-y-3">
        <FactLine label={t("amount")}>
          <strong className="text-2xl tabular-nums">{formatKes(receipt.amountKes)}</strong>
        </FactLine>
        <FactLine label={t("date")}>{t("timeZone", { time })}</FactLine>
        <FactLine label={t("number")}>
          <ReceiptNumber receipt={receipt} pendingText={t("pending")} />
        </FactLine>
      </dl>
      <div className="text-muted-foreground space-y-1 text-sm">
        {receipt.receipt === null && <p>{t("pendingNote")}</p>}
        {receipt.receipt !== null && receipt.isMasked && <p>{t("maskedNote")}</p>}
        {receipt.isLate && <p>{t("late")}</p>}
      </div>
    </section>
  );
}
