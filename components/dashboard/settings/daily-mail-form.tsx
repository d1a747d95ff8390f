import { useTranslations } from "next-intl";
import { Section } from "@/components/dashboard/section";
import type { Language } from "@/lib/i18n/model";
import { ActionForm } from "./action-form";
import type { FormAction } from "./form-answer";

/** Switches one's own daily mail on, in the language of the page, or off. */
export function DailyMailForm({
  email,
  language,
  action,
}: {
  email: string;
  /** The one of the mails; null while there are none. */
  language: Language | null;
  action: FormAction;
}) {
  const t = useTranslations("mail.settings");
  const isOn = language !== null;
  return (
    <Section title={t("title")}>
      <p className="text-muted-foreground">{t("intro")}</p>
      {language !== null && (
        <p className="wrap-anywhere">{t("on", { email, language: t(`languages.${language}`) })}</p>
      )}
      <ActionForm
        action={action}
        submit={isOn ? t("switchOff") : t("switchOn")}
        pending={isOn ? t("switchingOff") : t("switchingOn")}
        variant="outline"
      >
        <input type="hidden" name="wanted" value={isOn ? "no" : "yes"} />
      </ActionForm>
    </Section>
  );
}
