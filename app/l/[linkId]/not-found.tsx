import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";

export default function LinkNotFound() {
  const t = useTranslations("paymentLink.unknown");
  return (
    <Notice title={t("title")}>
      <p>{t("body")}</p>
    </Notice>
  );
}
