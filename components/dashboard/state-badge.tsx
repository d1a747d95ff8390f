import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { AttemptState, FailureReason, OrderFlag, OrderStatus } from "@/lib/payments/model";

type Tone = "neutral" | "success" | "warning" | "danger" | "info";

const STATE_TONES: Record<AttemptState, Tone> = {
  sending: "info",
  waiting: "info",
  checking: "warning",
  failed: "danger",
  review: "warning",
  succeeded: "success",
};

const STATUS_TONES: Record<OrderStatus, Tone> = {
  open: "info",
  paid: "success",
  overpaid: "warning",
  underpaid: "warning",
  expired: "neutral",
  cancelled: "neutral",
};

/** How an attempt stands, with the reason in words if it failed. */
export function StateBadge({
  state,
  reason,
}: {
  state: AttemptState;
  reason: FailureReason | null;
}) {
  const t = useTranslations("dashboard");
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Badge tone={STATE_TONES[state]}>{t(`states.${state}`)}</Badge>
      {state === "failed" && (
        <span className="text-muted-foreground text-sm">{t(`reasons.${reason ?? "unknown"}`)}</span>
      )}
    </span>
  );
}

/** How an order stands, and whether somebody has to look at it. */
export function OrderBadge({ status, flags }: { status: OrderStatus; flags: OrderFlag[] }) {
  const t = useTranslations("dashboard");
  return (
    <span className="inline-flex flex-wrap gap-2">
      <Badge tone={STATUS_TONES[status]}>{t(`statuses.${status}`)}</Badge>
      {flags.includes("needs_review") && <Badge tone="warning">{t("states.review")}</Badge>}
    </span>
  );
}
