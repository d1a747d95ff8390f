import Link from "next/link";
import { useTranslations } from "next-intl";
import type { OrderRow } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import { Fact } from "./fact";
import { LocalTime } from "./local-time";
import { OrderBadge } from "./state-badge";

/** What an order's card holds on a phone. */
export function OrderCard({ row }: { row: OrderRow }) {
  const t = useTranslations("dashboard.orders");
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <OrderBadge status={row.status} flags={row.flags} />
        <span className="font-semibold tabular-nums">{formatKes(row.amountKes)}</span>
      </div>
      <Link
        href={`/dashboard/orders/${row.orderId}`}
        prefetch={false}
        className="text-primary block py-2 wrap-anywhere underline underline-offset-4"
      >
        {row.title}
      </Link>
      <dl className="grid grid-cols-2 gap-3">
        <Fact name={t("paid")}>{formatKes(row.paidKes)}</Fact>
        <Fact name={t("attempts")}>{row.attemptCount}</Fact>
        <Fact name={t("created")}>
          <LocalTime at={row.createdAt} />
        </Fact>
      </dl>
    </>
  );
}
