import { useTranslations } from "next-intl";
import type { TimelineRow } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import { LocalTime } from "./local-time";

/** What happened to the order, oldest first. */
export function OrderTimeline({ events }: { events: TimelineRow[] }) {
  const t = useTranslations("dashboard");
  const say = ({ kind, code, reason, amountKes }: TimelineRow) => {
    const text = t(`timeline.${kind}`);
    if (reason !== null) {
      return t("timeline.withReason", { text, reason: t(`reasons.${reason}`) });
    }
    if (amountKes !== null) return t("timeline.withAmount", { text, amount: formatKes(amountKes) });
    return code === null ? text : t("timeline.withCode", { text, code });
  };
  return (
    <ol className="space-y-2">
      {events.map((event) => (
        <li key={event.seq} className="grid gap-x-5 sm:grid-cols-[13rem_1fr]">
          <span className="text-muted-foreground">
            <LocalTime at={event.at} isExact />
          </span>
          <span className="wrap-anywhere">{say(event)}</span>
        </li>
      ))}
    </ol>
  );
}
