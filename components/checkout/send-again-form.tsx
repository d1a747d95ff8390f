"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { UNSENT_PAY_FORM, type PayAction } from "./pay-form-state";
import { SubmitButton } from "./submit-button";
import { useRefusalText } from "./use-refusal-text";

/** One more prompt to the number of an earlier attempt. The number itself never was in this browser. */
export function SendAgainForm({
  orderId,
  submissionId,
  sameNumberAs,
  phone,
  action,
}: {
  orderId: string;
  submissionId: string;
  /** The attempt whose number it is. */
  sameNumberAs: string;
  /** That number, masked. */
  phone: string;
  action: PayAction;
}) {
  const t = useTranslations("checkout.failed");
  const words = useTranslations("checkout.form");
  const [state, submit] = useActionState(action, UNSENT_PAY_FORM);
  const problem = useRefusalText(state.refusal);
  return (
    <form action={submit} className="space-y-4">
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="sameNumberAs" value={sameNumberAs} />
      {problem !== null && (
        <Alert tone="warning" role="alert">
          <p>{problem}</p>
        </Alert>
      )}
      <SubmitButton size="large" className="w-full" pendingLabel={words("submitting")}>
        {t("sameNumber", { phone: phone.replaceAll(" ", "\u00a0") })}
      </SubmitButton>
      <p className="text-muted-foreground text-center">{t("otherNumber")}</p>
    </form>
  );
}
