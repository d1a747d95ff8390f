import { useTranslations } from "next-intl";
import type { Field } from "./form-answer";

/** What an account is made of. */
export function usePersonFields(): Field[] {
  const t = useTranslations("settings.person");
  return [
    { name: "name", label: t("name"), type: "text", autoComplete: "name", maxLength: 120 },
    { name: "email", label: t("email"), type: "email", autoComplete: "username", maxLength: 254 },
    {
      name: "password",
      label: t("password"),
      type: "password",
      autoComplete: "new-password",
      minLength: 8,
      maxLength: 128,
      hint: t("passwordHint"),
    },
  ];
}
