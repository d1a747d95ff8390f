"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { failureKind } from "@/components/checkout/failure-kind";
import { SubmitButton } from "@/components/checkout/submit-button";
import { useWait } from "@/components/checkout/use-wait";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import type { CounterProblem, CounterView } from "@/lib/counter/model";
import type { SendAction } from "./send-form-state";

type Props = {
  view: CounterView;
  submissionId: string;
  /** Why the prompt before was not sent. */
  problem: CounterProblem | null;
  action: SendAction;
};

/** One more prompt, where one is allowed: to the same number at a press, or to another one. */
export function SendForm({ view, submissionId, problem, action }: Props) {
  const t = useTranslations("cashier");
  const [state, submit] = useActionState(action, { problem, phoneNumber: "" });
  const secondsLeft = useWait(view.retryWait);
  const reason = view.status.attempt?.reason ?? null;
  const { promptedPhone, ownAttemptId } = view;
  const isSame = failureKind(reason).again === "same" && promptedPhone !== null;
  if (secondsLeft > 0) return <p role="timer">{t("again.wait", { seconds: secondsLeft })}</p>;
  const hidden = (
    <>
      <input type="hidden" name="orderId" value={view.status.orderId} />
      <input type="hidden" name="submissionId" value={submissionId} />
    </>
  );
  return (
    <section className="space-y-4" aria-label={t("again.title")}>
      <ProblemNote problem={state.problem} />
      {isSame && ownAttemptId !== null && (
        <form action={submit}>
          {hidden}
          <input type="hidden" name="sameNumberAs" value={ownAttemptId} />
          <SubmitButton size="large" className="w-full" pendingLabel={t("submitting")}>
            {t("again.same", { phone: promptedPhone.replaceAll(" ", "\u00a0") })}
          </SubmitButton>
        </form>
      )}
      <form action={submit} className="space-y-3" noValidate>
        {hidden}
        <Field
          name="phoneNumber"
          type="tel"
          label={isSame ? t("again.other") : t("phone")}
          hint={t("phoneHint")}
          error={state.problem?.reason === "phoneNumber" ? t("errors.phoneNumber") : null}
          defaultValue={state.phoneNumber}
          inputMode="tel"
          maxLength={40}
        />
        <SubmitButton
          variant={isSame ? "outline" : "primary"}
          className="w-full"
          pendingLabel={t("submitting")}
        >
          {t("again.submit")}
        </SubmitButton>
      </form>
    </section>
  );
}

function ProblemNote({ problem }: { problem: CounterProblem | null }) {
  const t = useTranslations("cashier.errors");
  if (problem === null || problem.reason === "phoneNumber") return null;
  return (
    <Alert tone="warning" role="alert">
      <p>
        {problem.reason === "too_many_prompts"
          ? t("too_many_prompts", { minutes: problem.minutes })
          : t(problem.reason)}
      </p>
    </Alert>
  );
}
