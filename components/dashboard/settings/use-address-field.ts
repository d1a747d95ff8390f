import { useTranslations } from "next-intl";
import type { Field } from "./form-answer";

/** The field for an address that an invitation is mailed to. */
export function useAddressField(): Field {
  const t = useTranslations("mail.invitation.form");
  return {
    name: "address",
    label: t("address"),
    hint: t("addressHint"),
    type: "email",
    autoComplete: "off",
    maxLength: 254,
    isOptional: true,
  };
}
