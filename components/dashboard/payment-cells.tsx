import { useTranslations } from "next-intl";
import type { PaymentRow } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";

/** What was asked for, and what came where that differs. */
export function ReceivedAmount({ row }: { row: PaymentRow }) {
  const t = useTranslations("dashboard.payments");
  const { amountKes, receivedKes } = row;
  return (
    <span className="whitespace-nowrap tabular-nums">
      {formatKes(amountKes)}
      {receivedKes !== null && receivedKes !== amountKes && (
        <span className="text-warning block text-sm">
          {t("received", { amount: formatKes(receivedKes) })}
        </span>
      )}
    </span>
  );
}

/** The receipt of a payment; of a paid one without it, that it is on its way. */
export function ReceiptNumber({ row }: { row: Pick<PaymentRow, "receipt" | "receivedKes"> }) {
  const t = useTranslations("dashboard.payments");
  if (row.receipt !== null) return <span className="font-mono">{row.receipt}</span>;
  return (
    <span className="text-muted-foreground">
      {row.receivedKes === null ? t("noReceipt") : t("receiptPending")}
    </span>
  );
}

/** The payer's number, masked, or that it was erased. */
export function PayerPhone({ row }: { row: Pick<PaymentRow, "maskedPhone"> }) {
  const t = useTranslations("dashboard.payments");
  if (row.maskedPhone === null) return <span className="text-muted-foreground">{t("erased")}</span>;
  return <span className="whitespace-nowrap tabular-nums">{row.maskedPhone}</span>;
}
