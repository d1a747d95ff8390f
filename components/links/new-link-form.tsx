"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { useWrongFieldFocus } from "@/components/ui/use-wrong-field-focus";
import type { LinkField } from "@/lib/payment-links/model";
import { Choice } from "./choice";
import { UNSENT_NEW_LINK, type NewLinkAction, type NewLinkValues } from "./new-link-state";

/** Makes a payment link; wrong fields say so beside themselves, and the first takes the focus. */
export function NewLinkForm({ action, formId }: { action: NewLinkAction; formId: string }) {
  const t = useTranslations("links.form");
  const [state, submit] = useActionState(action, UNSENT_NEW_LINK);
  const form = useWrongFieldFocus(state);
  const { values, wrong } = state;
  const errorOf = (field: LinkField) => (wrong.includes(field) ? t(`errors.${field}`) : null);

  return (
    <form ref={form} action={submit} noValidate className="max-w-xl space-y-6">
      <input type="hidden" name="formId" value={formId} />
      {state.isUnavailable && (
        <Alert tone="warning" role="alert">
          <p>{t("errors.unavailable")}</p>
        </Alert>
      )}
      <Field
        name="title"
        label={t("name")}
        hint={t("nameHint")}
        error={errorOf("title")}
        defaultValue={values.title}
        maxLength={120}
        required
      />
      <AmountFields values={values} errorOf={errorOf} />
      <UsesField values={values} error={errorOf("stock")} />
      <Field
        name="expiry"
        type="date"
        label={t("expiry")}
        hint={t("expiryHint")}
        error={errorOf("expiry")}
        defaultValue={values.expiry}
      />
      <SubmitButton pendingLabel={t("submitting")} className="w-full sm:w-auto">
        {t("submit")}
      </SubmitButton>
    </form>
  );
}

const NUMBER = { inputMode: "numeric", maxLength: 20 } as const;

function AmountFields({
  values,
  errorOf,
}: {
  values: NewLinkValues;
  errorOf: (field: LinkField) => string | null;
}) {
  const t = useTranslations("links.form");
  return (
    <fieldset>
      <legend className="font-semibold">{t("kind")}</legend>
      <Choice
        name="kind"
        value="fixed"
        label={t("kindFixed")}
        isChosen={values.kind !== "customer"}
      >
        <Field
          name="amount"
          label={t("amount")}
          hint={t("amountHint")}
          error={errorOf("amount")}
          defaultValue={values.amount}
          {...NUMBER}
        />
      </Choice>
      <Choice
        name="kind"
        value="customer"
        label={t("kindCustomer")}
        isChosen={values.kind === "customer"}
      >
        <Field
          name="min"
          label={t("min")}
          hint={t("minHint")}
          error={errorOf("min")}
          defaultValue={values.min}
          {...NUMBER}
        />
        <Field
          name="max"
          label={t("max")}
          hint={t("maxHint")}
          error={errorOf("max")}
          defaultValue={values.max}
          {...NUMBER}
        />
      </Choice>
    </fieldset>
  );
}

function UsesField({ values, error }: { values: NewLinkValues; error: string | null }) {
  const t = useTranslations("links.form");
  const isMany = values.uses !== "once" && values.uses !== "stock";
  return (
    <fieldset>
      <legend className="font-semibold">{t("uses")}</legend>
      <Choice name="uses" value="many" label={t("usesMany")} isChosen={isMany} />
      <Choice name="uses" value="once" label={t("usesOnce")} isChosen={values.uses === "once"} />
      <Choice name="uses" value="stock" label={t("usesStock")} isChosen={values.uses === "stock"}>
        <Field
          name="stock"
          label={t("stock")}
          hint={t("stockHint")}
          error={error}
          defaultValue={values.stock}
          inputMode="numeric"
          maxLength={6}
        />
      </Choice>
    </fieldset>
  );
}
