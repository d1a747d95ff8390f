import { useFormatter, useTranslations } from "next-intl";
import type { CheckStep, PushFinding, ShortcodeRow } from "@/lib/shortcodes/model";

/** The words about shortcodes that several places say. */
export function useShortcodeWords() {
  const t = useTranslations("shortcodes");
  const format = useFormatter();
  return {
    /** A till by the number that customers know. */
    nameOf: ({ type, partyB }: Pick<ShortcodeRow, "type" | "partyB">) =>
      t(`name.${type}`, { number: partyB }),
    /** `url` is the address that callbacks come to. */
    ofStep: (step: CheckStep, url: string) => {
      switch (step.step) {
        case "token":
          return t(`check.token.${step.found}`);
        case "clock":
          return t(`check.clock.${step.found}`, { seconds: step.seconds });
        case "address":
          return t(`check.address.${step.found}`, { url });
        default:
          return step satisfies never;
      }
    },
    ofPush: (found: PushFinding) => t(`push.found.${found}`),
    checked: ({ at, by }: { at: string; by: string | null }, now: string) => {
      const ago = format.relativeTime(new Date(at), new Date(now));
      return by === null ? t("checkedBySomebody", { ago }) : t("checked", { ago, person: by });
    },
  };
}
