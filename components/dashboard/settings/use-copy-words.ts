import { useTranslations } from "next-intl";
import type { CopyWords } from "./copy-button";

export function useCopyWords(): CopyWords {
  const t = useTranslations("settings.copy");
  return { copy: t("copy"), copied: t("copied"), copyFailed: t("copyFailed") };
}
