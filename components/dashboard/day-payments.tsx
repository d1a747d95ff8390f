import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { DayPayment } from "@/lib/merchants/day-sheet";
import { formatKes } from "@/lib/money";
import { LocalTime } from "./local-time";
import { ReceiptNumber } from "./payment-cells";

/** The payments of a day, a line each where there is room, as on paper. */
export function DayPayments({ payments, isCut }: { payments: DayPayment[]; isCut: boolean }) {
  const t = useTranslations("lists.day");
  const order = useTranslations("dashboard.order");
  if (payments.length === 0) return <p className="text-muted-foreground">{t("none")}</p>;
  return (
    <>
      {isCut && <p>{t("cut", { count: payments.length })}</p>}
      <ol className="divide-y">
        {payments.map((payment) => (
          <li
            key={payment.id}
            className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 py-2 sm:grid-cols-[12rem_8rem_1fr_8rem_auto] print:break-inside-avoid print:grid-cols-[11rem_7rem_1fr_7rem_auto] print:text-sm"
          >
            <LocalTime at={payment.createdAt} />
            <ReceiptNumber row={{ receipt: payment.receipt, receivedKes: payment.amountKes }} />
            <Link
              href={`/dashboard/orders/${payment.orderId}`}
              prefetch={false}
              className="text-primary min-h-6 min-w-0 wrap-anywhere underline underline-offset-4 print:no-underline"
            >
              {payment.title}
            </Link>
            <span className="font-mono text-sm">{payment.accountReference}</span>
            <span className="col-span-2 flex flex-wrap items-center justify-end gap-x-2 font-semibold tabular-nums sm:col-span-1 print:col-span-1">
              {formatKes(payment.amountKes)}
              {!payment.isCounted && <Badge tone="warning">{order("notCounted")}</Badge>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
