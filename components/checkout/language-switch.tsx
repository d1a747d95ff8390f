import { useLocale, useTranslations } from "next-intl";
import { languageOf, otherLanguage } from "@/lib/i18n/model";
import { LanguageLink } from "./language-link";

/**
 * The same page in the other language, by that language's own name. Its words come from the server: a
 * page that stands in for another one may be drawn without messages for the browser.
 */
export function LanguageSwitch({ className }: { className?: string }) {
  const t = useTranslations("common");
  return (
    <LanguageLink language={otherLanguage(languageOf(useLocale()))} className={className}>
      {t("otherLanguage")}
    </LanguageLink>
  );
}
