import { useTranslations } from "next-intl";
import { hasForm, type CheckoutScreen } from "./screen";

/** Without JavaScript the page loads itself again, but never while somebody may be typing. */
export function NoScriptRefresh({ screen }: { screen: CheckoutScreen }) {
  const t = useTranslations("checkout");
  if (hasForm(screen)) return null;
  return (
    <noscript>
      <meta httpEquiv="refresh" content="5" />
      <p className="text-muted-foreground text-sm">{t("noScript")}</p>
    </noscript>
  );
}
