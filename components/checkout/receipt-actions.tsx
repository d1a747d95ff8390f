import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ShareLink } from "@/components/share/share-link";
import { formatKes } from "@/lib/money";
import { isPaidStatus, type CheckoutView } from "@/lib/payments/model";
import { Folded } from "./folded";
import { PrintButton } from "./print-button";

/** What can be done with a receipt; none of it is printed. */
export function ReceiptActions({ view, verifyUrl }: { view: CheckoutView; verifyUrl: string }) {
  const t = useTranslations("receipt");
  const share = useTranslations("share.receipt");
  const href = `/pay/${view.status.orderId}`;
  const isPaid = isPaidStatus(view.status.status);
  const values = {
    merchant: view.merchantName,
    amount: formatKes(view.status.paidKes),
    url: verifyUrl,
  };
  return (
    <div className="space-y-4 print:hidden">
      <div className="flex flex-wrap gap-3">
        <Button asChild>
          <a href={`${href}/receipt.pdf`}>{t("pdf")}</a>
        </Button>
        <PrintButton label={t("print")} />
        {isPaid && (
          <Button asChild variant="secondary">
            <a href={`${href}/counter`}>{t("counter")}</a>
          </Button>
        )}
        <Button asChild variant="link">
          <a href={href}>{t("back")}</a>
        </Button>
      </div>
      <div className="bg-card rounded-xl">
        <Folded summary={share("title")}>
          <p>{share("body")}</p>
          <ShareLink url={verifyUrl} title={t("title")} text={share("text", values)} />
        </Folded>
      </div>
    </div>
  );
}
