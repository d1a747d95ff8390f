import Link from "next/link";
import { useTranslations } from "next-intl";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { OrderRow } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import { LocalTime } from "./local-time";
import { OrderBadge } from "./state-badge";

/** Orders on a wide screen. */
export function OrdersTable({ rows }: { rows: OrderRow[] }) {
  const t = useTranslations("dashboard.orders");
  return (
    <div className="bg-card hidden rounded-2xl border p-2 lg:block">
      <Table aria-label={t("title")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("status")}</TableHead>
            <TableHead>{t("order")}</TableHead>
            <TableHead className="text-right">{t("amount")}</TableHead>
            <TableHead className="text-right">{t("paid")}</TableHead>
            <TableHead className="text-right">{t("attempts")}</TableHead>
            <TableHead>{t("created")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.orderId}>
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
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
