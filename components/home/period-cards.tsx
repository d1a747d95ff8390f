import { TrendingDown, TrendingUp } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { formatKes } from "@/lib/money";
import type { Period, PeriodTakings } from "@/lib/takings/model";
import { Fact } from "../dashboard/fact";

/** Today, this week and this month, each beside the same time before. */
export function PeriodCards({ periods }: { periods: PeriodTakings[] }) {
  const t = useTranslations("home.periods");
  return (
    <section aria-label={t("label")} className="grid gap-4 md:grid-cols-3">
      {periods.map((takings) => (
        <PeriodCard key={takings.period} takings={takings} />
      ))}
    </section>
  );
}

function PeriodCard({ takings: { period, now, before } }: { takings: PeriodTakings }) {
  const t = useTranslations("home.periods");
  const format = useFormatter();
  const { takingsKes, payments, succeeded, failed } = now;
  const ended = succeeded + failed;
  return (
    <Card className="space-y-3">
      <div className="space-y-1">
        <h2 className="font-semibold">{t(period)}</h2>
        <p className="text-3xl leading-tight font-bold tabular-nums">{formatKes(takingsKes)}</p>
        <Trend period={period} nowKes={takingsKes} beforeKes={before.takingsKes} />
      </div>
      <dl className="grid grid-cols-3 gap-3 tabular-nums">
        <Fact name={t("payments")}>{format.number(payments)}</Fact>
        <Fact name={t("average")}>
          {payments === 0 ? t("none") : formatKes(Math.round(takingsKes / payments))}
        </Fact>
        <Fact name={t("success")}>
          {ended === 0 ? (
            t("none")
          ) : (
            <span title={t("successTitle", { succeeded, ended })}>
              {format.number(succeeded / ended, { style: "percent" })}
            </span>
          )}
        </Fact>
      </dl>
    </Card>
  );
}

/** How the takings stand beside those of the same time before. */
function Trend({
  period,
  nowKes,
  beforeKes,
}: {
  period: Period;
  nowKes: number;
  beforeKes: number;
}) {
  const t = useTranslations("home.trend");
  const format = useFormatter();
  const before = t(period);
  if (beforeKes === 0) {
    return <p className="text-muted-foreground text-sm">{t("fromNothing", { before })}</p>;
  }
  const change = nowKes / beforeKes - 1;
  const percent = format.number(Math.abs(change), { style: "percent" });
  const isMore = change > 0;
  const Sign = isMore ? TrendingUp : TrendingDown;
  if (Math.abs(change) < 0.005) {
    return <p className="text-muted-foreground text-sm">{t("same", { before })}</p>;
  }
  return (
    <p className={`flex items-start gap-1.5 text-sm ${isMore ? "text-success" : "text-warning"}`}>
      <Sign aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {isMore ? t("more", { percent, before }) : t("less", { percent, before })}
    </p>
  );
}
