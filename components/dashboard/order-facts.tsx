import { useTranslations } from "next-intl";
import type { OrderPage } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import { Fact } from "./fact";
import { LocalTime } from "./local-time";

/** The order as it was made, and what of it is paid. */
export function OrderFacts({ order }: { order: OrderPage }) {
  const t = useTranslations("dashboard.order");
  return (
    <dl className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Fact name={t("amount")}>
        <strong className="tabular-nums">{formatKes(order.amountKes)}</strong>
      </Fact>
      <Fact name={t("paid")}>
        <strong className="tabular-nums">{formatKes(order.paidKes)}</strong>
      </Fact>
      <Fact name={t("created")}>
        <LocalTime at={order.createdAt} />
      </Fact>
      <Fact name={t("expires")}>
        <LocalTime at={order.expiresAt} />
      </Fact>
      <Fact name={t("accountReference")}>
        <span className="font-mono">{order.accountReference}</span>
      </Fact>
      {order.reference !== null && <Fact name={t("reference")}>{order.reference}</Fact>}
      <Fact name={t("id")}>
        <span className="font-mono text-sm">{order.orderId}</span>
      </Fact>
      <Fact name={t("payPage")}>
        <a
          href={order.payUrl}
          className="text-primary inline-flex min-h-6 items-center underline underline-offset-4"
        >
          {t("openPayPage")}
        </a>
      </Fact>
    </dl>
  );
}
