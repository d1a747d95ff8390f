import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";
import { FactLine } from "./fact-line";
import { PrintButton } from "./print-button";
import { ReceiptEntry } from "./receipt-entry";

/** The receipt on paper or screen: who, what, how much, when, and M-PESA's number for it. */
export function ReceiptDocument({ view }: { view: CheckoutView }) {
  const t = useTranslations("receipt");
  const { receipts } = view;
  const isPending = receipts.some(({ receipt }) => receipt === null);
  const href = `/pay/${view.status.orderId}`;
  return (
    <div className="space-y-5">
      <article className="bg-card text-card-foreground space-y-5 rounded-2xl border p-5 shadow-xs sm:p-6 print:border-0 print:p-0 print:shadow-none">
        <h1 className="text-2xl font-bold">{t("title")}</h1>
        <dl className="space-y-3">
          <FactLine label={t("merchant")}>{view.merchantName}</FactLine>
          <FactLine label={t("item")}>{view.title}</FactLine>
          <FactLine label={t("reference")}>
            <span className="font-mono">{view.accountReference}</span>
          </FactLine>
        </dl>
        {receipts.map((receipt, index) => (
          <ReceiptEntry key={index} receipt={receipt} />
        ))}
        {receipts.length > 1 && (
          <dl className="border-t pt-4">
            <FactLine label={t("total")}>
              <strong>{formatKes(view.status.paidKes)}</strong>
            </FactLine>
          </dl>
        )}
      </article>
      <div className="flex flex-wrap gap-3 print:hidden">
        <PrintButton label={t("print")} />
        {isPending && (
          // A plain link: looking again has to work without JavaScript.
          <Button asChild variant="outline">
            <a href={`${href}/receipt`}>{t("refresh")}</a>
          </Button>
        )}
        <Button asChild variant="ghost">
          <a href={href}>{t("back")}</a>
        </Button>
      </div>
    </div>
  );
}
