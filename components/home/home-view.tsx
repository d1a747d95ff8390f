import { useFormatter, useTranslations } from "next-intl";
import type { Home } from "@/lib/takings/model";
import { RefreshLink } from "../dashboard/refresh-link";
import { AttemptsChart, TakingsChart } from "./day-charts";
import { FailureList } from "./failure-list";
import { FirstSteps } from "./first-steps";
import { PeriodCards } from "./period-cards";
import { SpeedCard } from "./speed-card";
import { WaitingList } from "./waiting-list";

/** What a merchant looks at every morning. */
export function HomeView({
  home,
  canConnect,
  hasShop,
  phoneUrl,
}: {
  home: Home;
  canConnect: boolean;
  hasShop: boolean;
  phoneUrl: string | null;
}) {
  const t = useTranslations("home");
  const format = useFormatter();
  const { countedTo, firstSteps } = home;
  // Nothing ever happened: empty charts would only stand in the way of the first steps.
  const hasDays =
    firstSteps.hasPayment || home.days.some(({ failed, payments }) => failed + payments > 0);
  const time =
    countedTo !== null &&
    format.dateTime(new Date(countedTo), {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="space-y-1">
          <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
          <p className="text-muted-foreground">
            {time === false ? t("intro") : t("introCounted", { time })}
          </p>
        </div>
        <RefreshLink href="/dashboard" />
      </div>
      {!firstSteps.hasPayment && (
        <FirstSteps
          steps={firstSteps}
          canConnect={canConnect}
          hasShop={hasShop}
          phoneUrl={phoneUrl}
        />
      )}
      <PeriodCards periods={home.periods} />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <WaitingList waiting={home.waiting} />
        <SpeedCard speed={home.speed} />
        {hasDays && <TakingsChart days={home.days} />}
        {hasDays && <AttemptsChart days={home.days} />}
      </div>
      {hasDays && <FailureList failures={home.failures} />}
    </>
  );
}
