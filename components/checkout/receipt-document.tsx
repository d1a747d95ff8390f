import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";
import { FactLine } from "./fact-line";
import { NotLive } from "./not-live";
import { ReceiptEntry } from "./receipt-entry";
import { ReceiptVerdict } from "./receipt-verdict";

/**
 * The receipt on paper or screen: who, what, how much, when, M-PESA's number for it, and a `code` that
 * anybody can check it with. On paper black on white, whatever the theme, and one page.
 */
export function ReceiptDocument({
  view,
  verifyUrl,
  code,
}: {
  view: CheckoutView;
  verifyUrl: string;
  code: ReactNode;
}) {
  const t = useTranslations("receipt");
  const { receipts } = view;
  return (
    <article className="bg-card text-card-foreground space-y-5 rounded-2xl border p-5 shadow-xs sm:p-6 print:border-0 print:bg-white print:p-0 print:text-black print:shadow-none print:[&_*]:border-black print:[&_*]:text-black">
      <header className="space-y-1">
        <h1 className="text-2xl font-bold">{t("title")}</h1>
        <ReceiptVerdict view={view} />
        <NotLive environment={view.environment} />
      </header>
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
      <footer className="flex flex-wrap items-center gap-4 border-t pt-4">
        {code}
        <div className="min-w-40 flex-1 space-y-1 text-sm">
          <p className="font-semibold">{t("check")}</p>
          <p className="text-muted-foreground">{t("checkNote")}</p>
          <p className="print:hidden">
            <a
              href={verifyUrl}
              className="inline-flex min-h-11 items-center font-semibold underline underline-offset-4"
            >
              {t("checkLink")}
            </a>
          </p>
          <p className="hidden font-mono text-xs break-all print:block">{verifyUrl}</p>
        </div>
      </footer>
    </article>
  );
}
