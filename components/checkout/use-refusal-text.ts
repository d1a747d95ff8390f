import { useTranslations } from "next-intl";
import type { PayFormRefusal } from "./pay-form-state";

/** Why a prompt was not sent, in words; null for no refusal. */
export function useRefusalText(refusal: PayFormRefusal | null): string | null {
  const t = useTranslations("checkout.form.errors");
  if (refusal === null) return null;
  return refusal.reason === "too_many_prompts"
    ? t("too_many_prompts", { minutes: refusal.retryAfterMinutes })
    : t(refusal.reason);
}
