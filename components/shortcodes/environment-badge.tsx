import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { ShortcodeEnvironment } from "@/lib/shortcodes/model";

const TONES = { simulator: "info", sandbox: "warning", live: "success" } as const;

/** Whose money a shortcode moves: the simulator's, Safaricom's test or real. */
export function EnvironmentBadge({ environment }: { environment: ShortcodeEnvironment }) {
  const t = useTranslations("shortcodes.environment");
  return <Badge tone={TONES[environment]}>{t(environment)}</Badge>;
}
