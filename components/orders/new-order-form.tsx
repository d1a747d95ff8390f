"use client";

import { useTranslations } from "next-intl";
import { useActionState, useId } from "react";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { useWrongFieldFocus } from "@/components/ui/use-wrong-field-focus";
import { DESK_EXPIRIES, type DeskField } from "@/lib/orders/model";
import { UNSENT_NEW_ORDER, type NewOrderAction } from "./new-order-state";

/** Makes one order; wrong fields say so beside themselves, and the first takes the focus. */
export function NewOrderForm({
  action,
  submissionId,
}: {
  action: NewOrderAction;
  submissionId: string;
}) {
  const t = useTranslations("newOrder");
  const [{ values, wrong, problem }, submit] = useActionState(action, UNSENT_NEW_ORDER);
  const form = useWrongFieldFocus(wrong);
  const errorOf = (field: DeskField) => (wrong.includes(field) ? t(`errors.${field}`) : null);

  return (
    <form ref={form} action={submit} noValidate className="max-w-xl space-y-5">
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
      />
      <Field
        name="title"
        label={t("for")}
        hint={t("forHint")}
        error={errorOf("title")}
        defaultValue={values.title}
        maxLength={120}
        required
      />
      <Field
        name="reference"
        label={t("reference")}
        hint={t("referenceHint")}
        error={errorOf("reference")}
        defaultValue={values.reference}
        maxLength={64}
      />
      <ExpiryField chosen={values.expiry} />
      <SubmitButton pendingLabel={t("submitting")} className="w-full sm:w-auto">
        {t("submit")}
      </SubmitButton>
    </form>
  );
}

function ExpiryField({ chosen }: { chosen: string }) {
  const t = useTranslations("newOrder");
  const id = useId();
  return (
    <div className="space-y-1.5">
      <Label htmlFor={id}>{t("expiry")}</Label>
      <select
        id={id}
        name="expiry"
        key={chosen}
        defaultValue={chosen}
        className="border-input bg-card text-foreground block min-h-11 w-full rounded-lg border px-3 py-2 text-base"
      >
        {DESK_EXPIRIES.map((expiry) => (
          <option key={expiry} value={expiry}>
            {t(`expiries.${expiry}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
