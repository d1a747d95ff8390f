import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { CheckoutView } from "@/lib/payments/model";

/** Says plainly that an order moves no real money; nothing where it does. */
export function NotLive({ environment }: Pick<CheckoutView, "environment">) {
  const t = useTranslations("common.notLive");
  return environment !== "live" && <Badge tone="info">{t(environment)}</Badge>;
}
