import Link from "next/link";
import { useTranslations } from "next-intl";
import type { OrderPage } from "@/lib/merchants/model";
import { EvidenceList } from "./evidence-list";
import { OrderAttempts } from "./order-attempts";
import { OrderFacts } from "./order-facts";
import { OrderFlags } from "./order-flags";
import { OrderPayments } from "./order-payments";
import { OrderTimeline } from "./order-timeline";
import { Section } from "./section";
import type { FormAction } from "./settings/form-answer";
import { OrderBadge } from "./state-badge";

/** One order, from what is owed down to what M-Pesa said word for word. */
export function OrderView({
  order,
  showNumber,
}: {
  order: OrderPage;
  /** Null to whom numbers may not be shown. */
  showNumber: FormAction | null;
}) {
  const t = useTranslations("dashboard.order");
  return (
    <>
      <div className="space-y-2">
        <Link
          href="/dashboard/payments"
          prefetch={false}
          className="text-primary inline-flex min-h-11 items-center underline underline-offset-4"
        >
          {t("back")}
        </Link>
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="text-2xl leading-tight font-bold wrap-anywhere">{order.title}</h1>
          <OrderBadge status={order.status} flags={order.flags} />
        </div>
      </div>
      <OrderFlags flags={order.flags} />
      <Section title={t("facts")}>
        <OrderFacts order={order} />
      </Section>
      <Section title={t("payments")}>
        <OrderPayments payments={order.payments} />
      </Section>
      <Section title={t("attempts")}>
        <OrderAttempts attempts={order.attempts} showNumber={showNumber} />
      </Section>
      <Section title={t("timeline")}>
        <OrderTimeline events={order.timeline} />
      </Section>
      {order.evidence !== null && (
        <Section title={t("evidence")}>
          <EvidenceList evidence={order.evidence} />
        </Section>
      )}
    </>
  );
}
