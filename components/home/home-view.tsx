import { useFormatter, useTranslations } from "next-intl";
import type { Home } from "@/lib/takings/model";
import { ListHead } from "../dashboard/list-head";
import { AttemptsChart, TakingsChart } from "./day-charts";
import { FailureList } from "./failure-list";
import { FirstSteps } from "./first-steps";
import { PeriodCards } from "./period-cards";
import { SpeedCard } from "./speed-card";
import { WaitingList } from "./waiting-list";

/** What a merchant looks at every morning. */
export function HomeView({
  home,
  hasShop,
  phoneUrl,
}: {
  home: Home;
  hasShop: boolean;
  phoneUrl: string | null;
}) {
  const t = useTranslations("home");
  const format = useFormatter();
  const { countedTo, firstSteps } = home;
  // Nothing ever happened: empty charts would only stand in the way of the first steps.
  const hasDays = firstSteps.hasPayment || home.days.some(({ failed }) => failed > 0);
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
      <ListHead
        title={t("title")}
        intro={time === false ? t("intro") : t("introCounted", { time })}
        href="/dashboard"
      />
      {!firstSteps.hasPayment && (
        <FirstSteps steps={firstSteps} hasShop={hasShop} phoneUrl={phoneUrl} />
      )}
      <PeriodCards periods={home.periods} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <WaitingList waiting={home.waiting} />
        <SpeedCard speed={home.speed} />
        {hasDays && <TakingsChart days={home.days} />}
        {hasDays && <AttemptsChart days={home.days} />}
      </div>
      {hasDays && <FailureList failures={home.failures} />}
    </>
  );
}
