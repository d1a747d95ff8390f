import Link from "next/link";
import { useTranslations } from "next-intl";
import { TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { OrderRow } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import { LocalTime } from "./local-time";
import { OrderBadge } from "./state-badge";

/** The heading line of the table of orders. */
export function OrdersHead() {
  const t = useTranslations("dashboard.orders");
  return (
    <TableRow>
      <TableHead>{t("status")}</TableHead>
      <TableHead>{t("order")}</TableHead>
      <TableHead className="text-right">{t("amount")}</TableHead>
      <TableHead className="text-right">{t("paid")}</TableHead>
      <TableHead className="text-right">{t("attempts")}</TableHead>
      <TableHead>{t("created")}</TableHead>
    </TableRow>
  );
}

/** The cells of one of orders on a wide screen. */
export function OrderCells({ row }: { row: OrderRow }) {
  return (
    <>
      <TableCell>
        <OrderBadge status={row.status} flags={row.flags} />
      </TableCell>
      <TableCell className="max-w-72">
        <Link
          href={`/dashboard/orders/${row.orderId}`}
          prefetch={false}
          className="text-primary block truncate py-1 underline underline-offset-4"
        >
          {row.title}
        </Link>
      </TableCell>
      <TableCell className="text-right tabular-nums">{formatKes(row.amountKes)}</TableCell>
      <TableCell className="text-right tabular-nums">{formatKes(row.paidKes)}</TableCell>
      <TableCell className="text-right tabular-nums">{row.attemptCount}</TableCell>
      <TableCell>
        <LocalTime at={row.createdAt} />
      </TableCell>
    </>
  );
}
