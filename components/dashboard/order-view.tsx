import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EnvironmentBadge } from "@/components/shortcodes/environment-badge";
import type { OrderPage } from "@/lib/merchants/model";
import { EvidenceList } from "./evidence-list";
import { type Deciding, OrderNeeds } from "./needs/order-needs";
import { OrderAttempts } from "./order-attempts";
import { OrderFacts } from "./order-facts";
import { OrderFlags } from "./order-flags";
import { OrderPayments } from "./order-payments";
import { OrderTimeline } from "./order-timeline";
import { RefreshLink } from "./refresh-link";
import { Section } from "./section";
import type { FormAction } from "./settings/form-answer";
import { ShownPartNote } from "./shown-part-note";
import { OrderBadge } from "./state-badge";

/** One order, from what is owed down to what M-Pesa said word for word. */
export function OrderView({
  order,
  noteForm,
  showNumber,
  deciding,
}: {
  order: OrderPage;
  /** Where a note can be written; null to whom may not. */
  noteForm: ReactNode;
  /** Null to whom numbers may not be shown. */
  showNumber: FormAction | null;
  deciding: Deciding;
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
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="flex flex-wrap items-center gap-3">
            <h1 className="text-2xl leading-tight font-bold wrap-anywhere">{order.title}</h1>
            <OrderBadge status={order.status} flags={order.flags} />
            <EnvironmentBadge environment={order.environment} />
          </div>
          <RefreshLink href={`/dashboard/orders/${order.orderId}`} />
        </div>
      </div>
      <OrderFlags flags={order.flags} />
      <OrderNeeds order={order} deciding={deciding} />
      <Section title={t("facts")}>
        <OrderFacts order={order} />
      </Section>
      <Section title={t("payments")}>
        <OrderPayments payments={order.payments} refundedKes={order.refundedKes} />
      </Section>
      <Section title={t("attempts")}>
        <OrderAttempts attempts={order.attempts} showNumber={showNumber} />
      </Section>
      <Section title={t("timeline")} anchor="timeline">
        <ShownPartNote
          part={order.timelinePart}
          shown={order.timeline.length}
          hrefOf={(page) => hrefOf(order, "timeline", page)}
        />
        <OrderTimeline events={order.timeline} notes={order.notes} />
        {noteForm}
      </Section>
      {order.evidence !== null && order.evidencePart !== null && (
        <Section title={t("evidence")} anchor="evidence">
          <ShownPartNote
            part={order.evidencePart}
            shown={order.evidence.length}
            hrefOf={(page) => hrefOf(order, "evidence", page)}
          />
          <EvidenceList evidence={order.evidence} />
        </Section>
      )}
    </>
  );
}

/** The order's page with another page of one of its lists. */
function hrefOf(order: OrderPage, list: "timeline" | "evidence", page: number | null): string {
  const shown = {
    timeline: order.timelinePart.page,
    evidence: order.evidencePart?.page ?? null,
    [list]: page,
  };
  const query = Object.entries(shown).flatMap(([name, at]) => (at === null ? [] : `${name}=${at}`));
  return `/dashboard/orders/${order.orderId}?${query.join("&")}#${list}`;
}
