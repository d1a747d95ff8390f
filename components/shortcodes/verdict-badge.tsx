import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Verdict } from "@/lib/shortcodes/model";

const TONES = {
  unchecked: "neutral",
  works: "success",
  doubtful: "warning",
  wrong: "danger",
} as const;

/** What the checks of a shortcode came to. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const t = useTranslations("shortcodes.verdict");
  return <Badge tone={TONES[verdict]}>{t(verdict)}</Badge>;
}
