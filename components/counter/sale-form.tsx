"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { useWrongFieldFocus } from "@/components/ui/use-wrong-field-focus";
import type { CounterField } from "@/lib/counter/model";
import { UNSENT_SALE, type SaleAction } from "./sale-form-state";

/** Amount, number, send: what a cashier does all day. Sent twice, it asks the customer once. */
export function SaleForm({ action, submissionId }: { action: SaleAction; submissionId: string }) {
  const t = useTranslations("cashier");
  const [{ values, wrong, problem }, submit] = useActionState(action, UNSENT_SALE);
  const form = useWrongFieldFocus(wrong);
  const errorOf = (field: CounterField) => (wrong.includes(field) ? t(`errors.${field}`) : null);

  return (
    <form ref={form} action={submit} noValidate className="space-y-5">
      <input type="hidden" name="submissionId" value={submissionId} />
      {problem !== null && (
        <Alert tone="warning" role="alert">
          <p>{t(`errors.${problem}`)}</p>
        </Alert>
      )}
      <Field
        name="amount"
        label={t("amount")}
        hint={t("amountHint")}
        error={errorOf("amount")}
        defaultValue={values.amount}
        inputMode="numeric"
        maxLength={20}
        required
        autoFocus
        className="[&_input]:min-h-16 [&_input]:text-3xl [&_input]:font-bold [&_input]:tabular-nums"
      />
      <Field
        name="phoneNumber"
        type="tel"
        label={t("phone")}
        hint={t("phoneHint")}
        error={errorOf("phoneNumber")}
        defaultValue={values.phoneNumber}
        inputMode="tel"
        maxLength={40}
        required
        className="[&_input]:min-h-13 [&_input]:text-xl [&_input]:tabular-nums"
      />
      <Field
        name="title"
        label={t("for")}
        hint={t("forHint")}
        error={errorOf("title")}
        defaultValue={values.title}
        maxLength={120}
      />
      <SubmitButton size="large" className="w-full" pendingLabel={t("submitting")}>
        {t("submit")}
      </SubmitButton>
    </form>
  );
}
