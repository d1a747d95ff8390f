import Link from "next/link";
import { useTranslations } from "next-intl";
import { TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { PaymentRow } from "@/lib/merchants/model";
import { LocalTime } from "./local-time";
import { PayerPhone, ReceiptNumber, ReceivedAmount } from "./payment-cells";
import { StateBadge } from "./state-badge";

/** The heading line of the table of payments. */
export function PaymentsHead() {
  const t = useTranslations("dashboard.payments");
  return (
    <TableRow>
      <TableHead>{t("status")}</TableHead>
      <TableHead>{t("order")}</TableHead>
      <TableHead className="text-right">{t("amount")}</TableHead>
      <TableHead>{t("receipt")}</TableHead>
      <TableHead>{t("phone")}</TableHead>
      <TableHead>{t("time")}</TableHead>
    </TableRow>
  );
}

/** The cells of one of payments on a wide screen. */
export function PaymentCells({ row }: { row: PaymentRow }) {
  return (
    <>
      <TableCell>
        <StateBadge state={row.state} reason={row.reason} />
      </TableCell>
      <TableCell className="max-w-64">
        <Link
          href={`/dashboard/orders/${row.orderId}`}
          prefetch={false}
          className="text-primary block truncate py-1 underline underline-offset-4"
        >
          {row.title}
        </Link>
      </TableCell>
      <TableCell className="text-right">
        <ReceivedAmount row={row} />
      </TableCell>
      <TableCell>
        <ReceiptNumber row={row} />
      </TableCell>
      <TableCell>
        <PayerPhone row={row} />
      </TableCell>
      <TableCell>
        <LocalTime at={row.createdAt} />
      </TableCell>
    </>
  );
}
