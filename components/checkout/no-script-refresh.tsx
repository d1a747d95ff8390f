import { useTranslations } from "next-intl";
import { hasForm, type CheckoutScreen } from "./screen";

/**
 * Without JavaScript the page loads itself again, but never while somebody may be typing. It names its
 * address: a browser that came by a link with a #fragment would else jump to that, and load nothing.
 */
export function NoScriptRefresh({ screen, orderId }: { screen: CheckoutScreen; orderId: string }) {
  const t = useTranslations("checkout");
  if (hasForm(screen)) return null;
  return (
    <noscript>
      <meta httpEquiv="refresh" content={`5; url=/pay/${orderId}`} />
      <p className="text-muted-foreground text-sm">{t("noScript")}</p>
    </noscript>
  );
}
