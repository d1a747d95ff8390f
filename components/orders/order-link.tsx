import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { QrCode } from "@/components/share/qr-code";
import { ShareLink } from "@/components/share/share-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LANGUAGE_PARAMETER, languageOf } from "@/lib/i18n/model";
import { formatKes } from "@/lib/money";
import type { Order } from "@/lib/orders/model";

/** The payment link of one order, to be sent or shown. */
export function OrderLink({ order, merchantName }: { order: Order; merchantName: string }) {
  const t = useTranslations("newOrder.link");
  const statuses = useTranslations("dashboard.statuses");
  const share = useTranslations("share");
  const url = `${order.payUrl}?${LANGUAGE_PARAMETER}=${languageOf(useLocale())}`;
  const amount = formatKes(order.amountKes - order.paidKes);
  const isPayable = order.status === "open" || order.status === "underpaid";
  return (
    <Card className="max-w-xl space-y-5">
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
        <p className="wrap-anywhere">{order.title}</p>
        <p className="text-3xl font-bold tabular-nums">{formatKes(order.amountKes)}</p>
      </div>
      {isPayable ? (
        <>
          <p>{t("body", { amount })}</p>
          <QrCode text={url} label={share("qr")} className="size-56" />
          <ShareLink
            url={url}
            title={order.title}
            text={t("text", { amount, merchant: merchantName, title: order.title, url })}
          />
        </>
      ) : (
        <p>{t("ended", { status: statuses(order.status) })}</p>
      )}
      <div className="flex flex-wrap gap-3">
        {isPayable && (
          <Button asChild variant="outline">
            <Link href={`/dashboard/counter/${order.id}`} prefetch={false}>
              {t("counter")}
            </Link>
          </Button>
        )}
        <Button asChild variant="outline">
          <Link href={`/dashboard/orders/${order.id}`} prefetch={false}>
            {t("order")}
          </Link>
        </Button>
        <Button asChild variant="outline">
          {/* A plain link: the next order needs a form of its own. */}
          {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
          <a href="/dashboard/orders/new">{t("another")}</a>
        </Button>
      </div>
    </Card>
  );
}
