import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "./notice";

/** In place of the receipt or the counter view while there is nothing to show. */
export function NothingToShow({
  about,
  orderId,
}: {
  about: "receipt.none" | "counter.notPaid";
  orderId: string;
}) {
  const t = useTranslations(about);
  return (
    <Notice title={t("title")}>
      <p>{t("body")}</p>
      <Button asChild>
        <a href={`/pay/${orderId}`}>{t("back")}</a>
      </Button>
    </Notice>
  );
}
