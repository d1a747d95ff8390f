import { useLocale, useTranslations } from "next-intl";
import { KeepTogether } from "@/components/ui/keep-together";
import { formatKes } from "@/lib/money";
import { LANGUAGE_PARAMETER, languageOf } from "@/lib/i18n/model";
import type { CheckoutView } from "@/lib/payments/model";
import { QrCode } from "./qr-code";
import { ShareLink } from "./share-link";

/**
 * Folded below the pay form: hands the same page on to somebody else's phone, in the language it is
 * read in. Both pages follow the one order, and the server sends one request at a time.
 */
export function SomebodyElsePays({ view, payUrl }: { view: CheckoutView; payUrl: string }) {
  const t = useTranslations("share.pay");
  const all = useTranslations("share");
  const url = `${payUrl}?${LANGUAGE_PARAMETER}=${languageOf(useLocale())}`;
  const amount = formatKes(view.dueKes);
  const values = { amount, merchant: view.merchantName, title: view.title, url };
  return (
    <details className="bg-card text-card-foreground rounded-2xl border shadow-xs">
      <summary className="flex min-h-11 items-center px-5 py-2 font-semibold underline underline-offset-4 sm:px-6">
        {t("title")}
      </summary>
      <div className="space-y-4 px-5 pb-5 sm:px-6">
        <p>
          <KeepTogether>{t("body", { amount })}</KeepTogether>
        </p>
        <QrCode text={url} label={all("qr")} className="size-44" />
        <ShareLink url={url} title={t("title")} text={t("text", values)} />
      </div>
    </details>
  );
}
