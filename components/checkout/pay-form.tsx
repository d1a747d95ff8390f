"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { KeepTogether } from "@/components/ui/keep-together";
import { formatKes } from "@/lib/money";
import { UNSENT_PAY_FORM, type PayAction } from "./pay-form-state";
import { PhoneField } from "./phone-field";
import { SubmitButton } from "./submit-button";
import { useRefusalText } from "./use-refusal-text";

/** What a form needs to send one prompt; `submissionId` makes the same form sent twice harmless. */
export type PayFormProps = {
  orderId: string;
  submissionId: string;
  dueKes: number;
  /** The unresolved attempt that this one is started in spite of, else null. */
  despiteAttemptId: string | null;
  submitLabel?: string;
  /** Where another button is the nearer choice. */
  isSecondChoice?: boolean;
  action: PayAction;
};

/** Asks for the phone number and sends the prompt. Works without JavaScript, too. */
export function PayForm(props: PayFormProps) {
  const t = useTranslations("checkout.form");
  const [state, submit] = useActionState(props.action, UNSENT_PAY_FORM);
  const problem = useRefusalText(state.refusal);
  const isAboutPhone = state.refusal?.reason === "invalid_phone";
  return (
    <form action={submit} className="space-y-4">
      <input type="hidden" name="orderId" value={props.orderId} />
      <input type="hidden" name="submissionId" value={props.submissionId} />
      {props.despiteAttemptId !== null && (
        <input type="hidden" name="despiteAttemptId" value={props.despiteAttemptId} />
      )}
      {problem !== null && !isAboutPhone && (
        <Alert tone="warning" role="alert">
          <p>
            <KeepTogether>{problem}</KeepTogether>
          </p>
        </Alert>
      )}
      <PhoneField submitted={state.phoneNumber} error={isAboutPhone ? problem : null} />
      <SubmitButton
        size="large"
        variant={props.isSecondChoice === true ? "outline" : "primary"}
        className="w-full"
        pendingLabel={t("submitting")}
      >
        {props.submitLabel ?? t("submit", { amount: formatKes(props.dueKes) })}
      </SubmitButton>
      <p className="text-muted-foreground text-sm">{t("pinNote")}</p>
    </form>
  );
}
