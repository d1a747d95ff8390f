import { useTranslations } from "next-intl";
import { Alert, AlertTitle } from "@/components/ui/alert";
import type { TimelineRow } from "@/lib/merchants/model";
import { OrderTimeline } from "../order-timeline";

/** Why nothing was decided: what came after the page that somebody decided on. */
export function ChangedMeanwhile({ events }: { events: TimelineRow[] }) {
  const t = useTranslations("needs.decisions");
  return (
    <Alert tone="warning" role="alert" className="space-y-3">
      <AlertTitle>{t("changedTitle")}</AlertTitle>
      <p>{events.length === 0 ? t("changedNothing") : t("changedIntro")}</p>
      {events.length > 0 && <OrderTimeline events={events} notes={[]} />}
    </Alert>
  );
}
