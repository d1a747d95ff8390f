import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { PrintButton } from "@/components/checkout/print-button";
import { Button } from "@/components/ui/button";
import type { DaySheet } from "@/lib/merchants/day-sheet";
import { PAYMENT_FILTERS } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import { DayPayments } from "./day-payments";
import { Fact } from "./fact";
import { Section } from "./section";

/** A day's takings, how its attempts stand, and its payments; on paper without the ways around. */
export function DayView({
  sheet,
  merchantName,
  before,
  after,
}: {
  sheet: DaySheet;
  merchantName: string;
  before: string;
  after: string;
}) {
  const t = useTranslations("lists.day");
  const states = useTranslations("dashboard.payments.filters");
  const format = useFormatter();
  const { day, counted, notCounted, attempts } = sheet;
  const name = format.dateTime(new Date(`${day}T12:00:00+03:00`), { dateStyle: "full" });
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="space-y-1">
          <p className="text-muted-foreground">{merchantName}</p>
          <h1 className="text-2xl leading-tight font-bold">
            {t("title")}: <time dateTime={day}>{name}</time>
          </h1>
          <p className="text-muted-foreground">{t("intro")}</p>
        </div>
        <DayLinks day={day} before={before} after={after} />
      </div>
      <Section title={t("takings")}>
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Fact name={t("counted")}>
            <strong className="text-xl tabular-nums">{formatKes(counted.amountKes)}</strong>
          </Fact>
          <Fact name={t("payments")}>
            <strong className="text-xl tabular-nums">{format.number(counted.count)}</strong>
          </Fact>
          {notCounted.count > 0 && (
            <Fact name={t("notCounted")}>
              {t("notCountedSum", {
                amount: formatKes(notCounted.amountKes),
                count: notCounted.count,
              })}
            </Fact>
          )}
        </dl>
      </Section>
      <Section title={t("attempts")}>
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          {PAYMENT_FILTERS.map((filter) => (
            <Fact key={filter} name={states(filter)}>
              <span className="tabular-nums">{format.number(attempts[filter])}</span>
            </Fact>
          ))}
        </dl>
      </Section>
      <Section title={t("payments")}>
        <DayPayments payments={sheet.payments} isCut={sheet.isCut} />
      </Section>
    </>
  );
}

function DayLinks({ day, before, after }: { day: string; before: string; after: string }) {
  const t = useTranslations("lists.day");
  return (
    <div className="flex flex-wrap gap-3 print:hidden">
      <Button asChild variant="outline">
        <Link href={`/dashboard/day/${before}`} prefetch={false}>
          {t("before")}
        </Link>
      </Button>
      <Button asChild variant="outline">
        <Link href={`/dashboard/day/${after}`} prefetch={false}>
          {t("after")}
        </Link>
      </Button>
      <Button asChild variant="outline">
        <Link href={`/dashboard/payments?from=${day}&to=${day}`} prefetch={false}>
          {t("list")}
        </Link>
      </Button>
      <PrintButton label={t("print")} />
    </div>
  );
}
