import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatKes } from "@/lib/money";
import type { DayTakings } from "@/lib/takings/model";
import { Section } from "../dashboard/section";
import { BarChart, type Bar } from "./bar-chart";
import { useDayName } from "./use-day-name";

/** What came in on each of the last thirty days. */
export function TakingsChart({ days }: { days: DayTakings[] }) {
  const t = useTranslations("home.charts");
  const format = useFormatter();
  const dayName = useDayName();
  const best = days.reduce<DayTakings | null>(
    (most, day) => (day.takingsKes > (most?.takingsKes ?? 0) ? day : most),
    null,
  );
  const total = days.reduce((sum, { takingsKes }) => sum + takingsKes, 0);
  const bars = days.map(({ day, takingsKes, payments }, n): Bar => {
    const isToday = n === days.length - 1;
    return {
      key: day,
      label: isToday ? t("today") : dayName(day),
      title: t("bar", { day: dayName(day), amount: formatKes(takingsKes), payments }),
      parts: [{ value: takingsKes, className: isToday ? "fill-primary" : "fill-primary/65" }],
    };
  });
  return (
    <Section title={t("takings")}>
      <p className="text-muted-foreground text-sm">{t("days")}</p>
      {best === null ? (
        <p>{t("takingsNothing")}</p>
      ) : (
        <BarChart
          bars={bars}
          summary={t("takingsSummary", {
            total: formatKes(total),
            day: dayName(best.day),
            amount: formatKes(best.takingsKes),
          })}
          formatTick={(value) => format.number(value, { notation: "compact" })}
        />
      )}
      <DayTable
        name={t("takings")}
        days={days}
        columns={[
          { head: t("amount"), cell: ({ takingsKes }) => formatKes(takingsKes) },
          { head: t("payments"), cell: ({ payments }) => format.number(payments) },
        ]}
      />
    </Section>
  );
}

/** How the attempts of each of the last thirty days ended. */
export function AttemptsChart({ days }: { days: DayTakings[] }) {
  const t = useTranslations("home.charts");
  const format = useFormatter();
  const dayName = useDayName();
  const sum = (field: "succeeded" | "failed") => days.reduce((all, day) => all + day[field], 0);
  const bars = days.map(({ day, succeeded, failed }, n): Bar => ({
    key: day,
    label: n === days.length - 1 ? t("today") : dayName(day),
    title: t("attemptsBar", { day: dayName(day), succeeded, failed }),
    parts: [
      { value: succeeded, className: "fill-primary/65" },
      { value: failed, className: "fill-danger" },
    ],
  }));
  return (
    <Section title={t("attempts")}>
      <p className="text-muted-foreground flex flex-wrap gap-x-4 text-sm">
        {t("days")}
        <Key className="bg-primary/65">{t("paid")}</Key>
        <Key className="bg-danger">{t("failed")}</Key>
      </p>
      {sum("succeeded") + sum("failed") === 0 ? (
        <p>{t("attemptsNothing")}</p>
      ) : (
        <BarChart
          bars={bars}
          summary={t("attemptsSummary", { succeeded: sum("succeeded"), failed: sum("failed") })}
          formatTick={(value) => format.number(value, { notation: "compact" })}
        />
      )}
      <DayTable
        name={t("attempts")}
        days={days}
        columns={[
          { head: t("paid"), cell: ({ succeeded }) => format.number(succeeded) },
          { head: t("failed"), cell: ({ failed }) => format.number(failed) },
        ]}
      />
    </Section>
  );
}

function Key({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={`size-3 rounded-sm ${className}`} />
      {children}
    </span>
  );
}

/** The figures of a chart, newest first, one step away. */
function DayTable({
  name,
  days,
  columns,
}: {
  name: string;
  days: DayTakings[];
  columns: { head: string; cell: (day: DayTakings) => string }[];
}) {
  const t = useTranslations("home.charts");
  const dayName = useDayName();
  return (
    <details>
      <summary className="text-primary inline-flex min-h-6 py-1 underline underline-offset-4">
        {t("asTable")}
      </summary>
      <Table aria-label={name} className="mt-2">
        <TableHeader>
          <TableRow>
            <TableHead>{t("day")}</TableHead>
            {columns.map(({ head }) => (
              <TableHead key={head} className="text-right">
                {head}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {days.toReversed().map((day) => (
            <TableRow key={day.day}>
              <TableCell className="py-1.5 whitespace-nowrap">{dayName(day.day)}</TableCell>
              {columns.map(({ head, cell }) => (
                <TableCell key={head} className="py-1.5 text-right tabular-nums">
                  {cell(day)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </details>
  );
}
