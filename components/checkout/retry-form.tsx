"use client";

import { useTranslations } from "next-intl";
import type { FailureReason } from "@/lib/payments/model";
import { failureKind } from "./failure-kind";
import { Folded } from "./folded";
import { FormPlaceholder } from "./form-placeholder";
import { PayForm } from "./pay-form";
import { RetryWaiting } from "./retry-waiting";
import type { ScreenProps } from "./screen-body";
import { SendAgainForm } from "./send-again-form";

/** Another try after a failed one: at once, after a wait, behind a step of its own, or not at all. */
export function RetryForm({
  view,
  isStale,
  waitSecondsLeft,
  form,
  reason,
}: ScreenProps & { reason: FailureReason | null }) {
  const t = useTranslations("checkout.failed");
  if (isStale) return <FormPlaceholder />;
  if (!view.canStart) return <p className="font-semibold">{t("closed")}</p>;
  const { orderId } = view.status;
  const { again } = failureKind(reason);
  const { promptedPhone, ownAttemptId, despiteAttemptId } = view;
  const isOwn = again === "same" && promptedPhone !== null && despiteAttemptId === null;
  const payForm = (
    <PayForm
      orderId={orderId}
      dueKes={view.dueKes}
      despiteAttemptId={despiteAttemptId}
      isSecondChoice={isOwn}
      {...form}
    />
  );
  if (despiteAttemptId !== null) {
    return (
      <Folded summary={t("againDespite")}>
        <p>{t("againDespiteBody")}</p>
        {payForm}
      </Folded>
    );
  }
  if (again === "shop") return <Folded summary={t("againFolded")}>{payForm}</Folded>;
  return (
    <section className="space-y-3">
      <h2 className="text-lg font-semibold">{t("again")}</h2>
      {view.retryWait !== null && (
        <RetryWaiting wait={view.retryWait} secondsLeft={waitSecondsLeft} />
      )}
      {waitSecondsLeft === 0 && (
        <>
          {isOwn && ownAttemptId !== null && (
            <SendAgainForm
              orderId={orderId}
              phone={promptedPhone}
              sameNumberAs={ownAttemptId}
              {...form}
            />
          )}
          {payForm}
        </>
      )}
    </section>
  );
}
