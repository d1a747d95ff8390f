import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { OrderPage } from "@/lib/merchants/model";
import { Section } from "../section";
import { CaseList } from "./case-list";
import { ChangedMeanwhile } from "./changed-meanwhile";
import { DecisionForms, type DecisionSetting } from "./decision-forms";

export type Deciding = DecisionSetting & {
  /** Up to which line somebody had seen who then decided nothing; null if nobody did. */
  seenSeq: number | null;
  /** Whether somebody has just decided. */
  isDecided: boolean;
};

/** What of an order waits for a person, and what they can decide; nothing where nothing is. */
export function OrderNeeds({ order, deciding }: { order: OrderPage; deciding: Deciding }) {
  const t = useTranslations("needs");
  const { seenSeq, isDecided } = deciding;
  return (
    <>
      {isDecided && (
        <Alert tone="success" role="status">
          <p>{t("decisions.done")}</p>
        </Alert>
      )}
      {seenSeq !== null && (
        <ChangedMeanwhile events={order.timeline.filter(({ seq }) => seq > seenSeq)} />
      )}
      {order.cases.length > 0 && (
        <Section title={t("title")}>
          <CaseList order={{ ...order, reviewedKes: reviewedKesOf(order) }} />
        </Section>
      )}
      {order.offers !== null && order.offers.length > 0 && (
        <div id="decide">
          <Section title={t("decisions.title")}>
            <DecisionForms order={order} offers={order.offers} setting={deciding} />
          </Section>
        </div>
      )}
    </>
  );
}

/** Money that came and that nobody has decided about; null without any. */
function reviewedKesOf({ payments }: OrderPage): number | null {
  const open = payments.filter(({ counted, decision }) => !counted && decision === null);
  return open.length === 0 ? null : open.reduce((sum, { amountKes }) => sum + amountKes, 0);
}
