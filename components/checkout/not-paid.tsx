import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "./notice";

/** In place of the counter view while there is nothing to show. */
export function NotPaid({ orderId }: { orderId: string }) {
  const t = useTranslations("counter.notPaid");
  return (
    <Notice title={t("title")}>
      <p>{t("body")}</p>
      <Button asChild>
        <a href={`/pay/${orderId}`}>{t("back")}</a>
      </Button>
    </Notice>
  );
}
