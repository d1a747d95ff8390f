import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { formatKes } from "@/lib/money";
import type { LinkAmount, LinkRow, LinkState } from "@/lib/payment-links/model";

const TONES = {
  open: "success",
  off: "neutral",
  expired: "neutral",
  taken: "warning",
  used_up: "info",
} as const satisfies Record<LinkState, string>;

/** Whether a link takes payments now. */
export function LinkBadge({ state }: { state: LinkState }) {
  const t = useTranslations("links.states");
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}

/** What a link asks for, in words. */
export function LinkAmountText({ amount }: { amount: LinkAmount }) {
  const t = useTranslations("links");
  if (amount.kind === "fixed") return formatKes(amount.amountKes);
  return t("customerAmount", { min: formatKes(amount.minKes), max: formatKes(amount.maxKes) });
}

/** How many uses are held, and of how many. */
export function LinkUsesText({ link }: { link: Pick<LinkRow, "heldUses" | "stock"> }) {
  const t = useTranslations("links");
  if (link.stock === null) return link.heldUses;
  return t("usesOf", { held: link.heldUses, stock: link.stock });
}
