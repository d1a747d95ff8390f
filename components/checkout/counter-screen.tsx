import { useTranslations } from "next-intl";
import { QrCode } from "@/components/share/qr-code";
import { CheckIcon } from "@/components/ui/icons";
import { formatKes } from "@/lib/money";
import { maskReceipt, type CheckoutView } from "@/lib/payments/model";
import { LiveClock } from "./live-clock";
import { useShortTime } from "./use-short-time";

/**
 * What a customer holds up at a counter: PAID in full-screen green, the same in light and dark, with a
 * clock that goes and a code that the cashier can check. Shows the last four of each receipt at most.
 */
export function CounterScreen({
  view,
  verifyUrl,
  renderedAt,
}: {
  view: CheckoutView;
  verifyUrl: string;
  renderedAt: string;
}) {
  const t = useTranslations("counter");
  const time = useShortTime(view.receipts.at(-1)?.paidAt ?? null);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 bg-[#0a6a36] px-4 py-3 text-center text-white">
      <h1 className="flex items-center gap-3 text-5xl font-extrabold sm:text-7xl">
        <CheckIcon className="size-[1em]" />
        {t("paid")}
      </h1>
      <p className="text-5xl font-bold tabular-nums sm:text-7xl">
        {formatKes(view.status.paidKes)}
      </p>
      <div>
        <p className="line-clamp-2 text-xl font-semibold wrap-anywhere">{view.merchantName}</p>
        <p className="line-clamp-1 wrap-anywhere">{view.title}</p>
        {time !== "" && <p>{t("paidAt", { time })}</p>}
        {view.receipts.map(({ receipt }, index) => (
          <p key={index}>
            {t("number")}{" "}
            <span className="font-mono font-semibold">
              {receipt === null ? t("pending") : maskReceipt(receipt)}
            </span>
          </p>
        ))}
      </div>
      <div>
        <QrCode text={verifyUrl} label={t("scan")} className="mx-auto size-40" />
        <p className="mt-1 text-sm">{t("scan")}</p>
      </div>
      <LiveClock renderedAt={renderedAt} label={t("now")} stillLabel={t("rendered")} />
      <a
        href={`/pay/${view.status.orderId}/receipt`}
        className="inline-flex min-h-11 items-center px-3 font-semibold underline underline-offset-4 focus-visible:outline-white"
      >
        {t("receipt")}
      </a>
    </main>
  );
}
