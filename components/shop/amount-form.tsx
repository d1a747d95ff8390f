"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "@/components/checkout/submit-button";
import { UNSENT_AMOUNT_FORM, type AmountFormState } from "./amount-form-state";
import { ShopField } from "./shop-field";
import { useWrongFieldFocus } from "@/components/ui/use-wrong-field-focus";

/** A payment of any amount; wrong fields say so beside themselves, and the first takes the focus. */
export function AmountForm({
  action,
}: {
  action: (previous: AmountFormState, form: FormData) => Promise<AmountFormState>;
}) {
  const t = useTranslations("shop");
  const [state, submit] = useActionState(action, UNSENT_AMOUNT_FORM);
  const form = useWrongFieldFocus(state);

  return (
    <form ref={form} action={submit} noValidate className="space-y-5">
      <ShopField
        name="amount"
        label={t("custom.amount")}
        hint={t("custom.amountHint")}
        error={state.isAmountWrong ? t("custom.errors.amount") : null}
        defaultValue={state.amount}
        inputMode="numeric"
        maxLength={64}
      />
      <ShopField
        name="title"
        label={t("custom.for")}
        hint={t("custom.forHint")}
        error={state.isTitleWrong ? t("custom.errors.title") : null}
        defaultValue={state.title}
        maxLength={60}
      />
      <SubmitButton pendingLabel={t("opening")} className="w-full sm:w-auto">
        {t("custom.submit")}
      </SubmitButton>
    </form>
  );
}
