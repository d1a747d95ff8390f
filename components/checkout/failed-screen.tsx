"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { FailureReason } from "@/lib/payments/model";
import { FoldedForm } from "./folded-form";
import { FormPlaceholder } from "./form-placeholder";
import { PayForm } from "./pay-form";
import type { ScreenProps } from "./screen-body";

/** Reasons that another try from here does not cure: the form is there, one step away. */
const NEEDS_THE_SHOP: readonly FailureReason[] = ["merchant_setup", "daraja_refused"];

/** What went wrong in plain words, whether money moved, and the next step. */
export function FailedScreen(props: ScreenProps) {
  const t = useTranslations("checkout.failed");
  const { view } = props;
  const reason = view.status.attempt?.reason ?? null;
  return (
    <>
      <Alert>
        <p className="font-semibold">{t("noMoney")}</p>
        <p>{reason === null ? t("unknown.next") : t(`reasons.${reason}.next`)}</p>
      </Alert>
      {view.despiteAttemptId !== null && !props.isStale && (
        <Alert tone="warning">
          <p>{t("earlierOpen")}</p>
        </Alert>
      )}
      <RetryForm {...props} reason={reason} />
      <p className="text-muted-foreground text-sm">
        {t("smsWins")} {t("reference", { reference: view.accountReference })}
      </p>
    </>
  );
}

function RetryForm({
  view,
  isStale,
  form,
  reason,
}: ScreenProps & { reason: FailureReason | null }) {
  const t = useTranslations("checkout.failed");
  if (isStale) return <FormPlaceholder />;
  if (!view.canStart) return <p className="font-semibold">{t("closed")}</p>;
  const payForm = (
    <PayForm
      orderId={view.status.orderId}
      dueKes={view.dueKes}
      despiteAttemptId={view.despiteAttemptId}
      {...form}
    />
  );
  if (view.despiteAttemptId !== null) {
    return (
      <FoldedForm summary={t("againDespite")}>
        <p>{t("againDespiteBody")}</p>
        {payForm}
      </FoldedForm>
    );
  }
  if (reason !== null && NEEDS_THE_SHOP.includes(reason)) {
    return <FoldedForm summary={t("againFolded")}>{payForm}</FoldedForm>;
  }
  return (
    <section className="space-y-3">
      <h2 className="text-lg font-semibold">{t("again")}</h2>
      {payForm}
    </section>
  );
}
