import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { PaymentRow } from "@/lib/merchants/model";
import { LocalTime } from "./local-time";
import { NumberForm } from "./number-form";
import { PayerPhone, ReceivedAmount } from "./payment-cells";
import type { FormAction } from "./settings/form-answer";
import { StateBadge } from "./state-badge";

/** Every prompt that was sent for the order, oldest first. */
export function OrderAttempts({
  attempts,
  showNumber,
}: {
  attempts: PaymentRow[];
  showNumber: FormAction | null;
}) {
  const t = useTranslations("dashboard.order");
  const decisions = useTranslations("needs.decisions.made");
  if (attempts.length === 0) return <p className="text-muted-foreground">{t("noAttempts")}</p>;
  return (
    <ol className="divide-y">
      {attempts.map((attempt) => (
        <li
          key={attempt.attemptId}
          className="flex flex-wrap items-center gap-x-5 gap-y-1 py-3 first:pt-0 last:pb-0"
        >
          <StateBadge state={attempt.state} reason={attempt.reason} />
          {attempt.decision !== null && <Badge tone="info">{decisions(attempt.decision)}</Badge>}
          <ReceivedAmount row={attempt} />
          <PayerPhone row={attempt} />
          <LocalTime at={attempt.createdAt} />
          <span className="text-muted-foreground font-mono text-sm wrap-anywhere">
            {attempt.attemptId}
          </span>
          {showNumber !== null && attempt.maskedPhone !== null && (
            <NumberForm attempt={attempt} show={showNumber} />
          )}
        </li>
      ))}
    </ol>
  );
}
