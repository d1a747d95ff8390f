import { useTranslations } from "next-intl";
import { formatKes } from "@/lib/money";
import { isPaidStatus, type CheckoutView } from "@/lib/payments/model";

/** Whether the order that a receipt belongs to is paid, in one word, and by how much not or too much. */
export function ReceiptVerdict({ view: { status } }: { view: CheckoutView }) {
  const t = useTranslations("receipt");
  const { paidKes, amountKes } = status;
  const total = formatKes(amountKes);
  if (!isPaidStatus(status.status)) {
    return (
      <>
        <p className="text-warning text-lg font-bold">{t("partlyPaid")}</p>
        <p>{t("partlyPaidNote", { paid: formatKes(paidKes), total })}</p>
      </>
    );
  }
  const surplus = formatKes(paidKes - amountKes);
  return (
    <>
      <p className="text-success text-lg font-bold">{t("paid")}</p>
      {paidKes > amountKes && <p>{t("overpaidNote", { surplus, total })}</p>}
    </>
  );
}
