import { useTranslations } from "next-intl";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";
import { MerchantHead } from "./merchant-head";
import { NotLive } from "./not-live";

/** What is paid, to whom, how much, and the reference to quote; the head of every screen. */
export function OrderSummary({ view }: { view: CheckoutView }) {
  const t = useTranslations("checkout.summary");
  return (
    <section aria-label={t("label")} className="bg-muted rounded-t-2xl border-b">
      <MerchantHead view={view} />
      <div className="px-5 pt-3 pb-5 sm:px-6">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p className="wrap-anywhere">{view.title}</p>
          <NotLive environment={view.environment} />
        </div>
        <dl className="mt-2 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
          <div>
            <dt className="text-muted-foreground text-sm">{t("amount")}</dt>
            <dd className="text-3xl font-bold tabular-nums">{formatKes(view.status.amountKes)}</dd>
          </div>
          <div>
            <dt className="text-muted-foreground text-sm">{t("reference")}</dt>
            <dd className="font-mono text-base break-all">{view.accountReference}</dd>
          </div>
        </dl>
      </div>
    </section>
  );
}
