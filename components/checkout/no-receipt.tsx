import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "./notice";

export function NoReceipt({ orderId }: { orderId: string }) {
  const t = useTranslations("receipt.none");
  return (
    <Notice title={t("title")}>
      <p>{t("body")}</p>
      <Button asChild>
        <a href={`/pay/${orderId}`}>{t("back")}</a>
      </Button>
    </Notice>
  );
}
