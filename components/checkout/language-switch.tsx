import { useLocale, useTranslations } from "next-intl";
import { LOCALES } from "@/lib/i18n/model";
import { LanguageLink } from "./language-link";

/**
 * The same page in the other language, by that language's own name. Its words come from the server: a
 * page that stands in for another one may be drawn without messages for the browser.
 */
export function LanguageSwitch({ className }: { className?: string }) {
  const t = useTranslations("common");
  const language = useLocale() === LOCALES.en ? "sw" : "en";
  return (
    <LanguageLink language={language} className={className}>
      {t("otherLanguage")}
    </LanguageLink>
  );
}
