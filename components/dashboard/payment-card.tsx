import Link from "next/link";
import { useTranslations } from "next-intl";
import type { PaymentRow } from "@/lib/merchants/model";
import { Fact } from "./fact";
import { LocalTime } from "./local-time";
import { PayerPhone, ReceiptNumber, ReceivedAmount } from "./payment-cells";
import { StateBadge } from "./state-badge";

/** What a payment's card holds on a phone. */
export function PaymentCard({ row }: { row: PaymentRow }) {
  const t = useTranslations("dashboard.payments");
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <StateBadge state={row.state} reason={row.reason} />
        <span className="text-right font-semibold">
          <ReceivedAmount row={row} />
        </span>
      </div>
      <Link
        href={`/dashboard/orders/${row.orderId}`}
        prefetch={false}
        className="text-primary block py-2 wrap-anywhere underline underline-offset-4"
      >
        {row.title}
      </Link>
      <dl className="grid grid-cols-2 gap-3">
        <Fact name={t("receipt")}>
          <ReceiptNumber row={row} />
        </Fact>
        <Fact name={t("phone")}>
          <PayerPhone row={row} />
        </Fact>
        <Fact name={t("time")}>
          <LocalTime at={row.createdAt} />
        </Fact>
      </dl>
    </>
  );
}
