import { useTranslations } from "next-intl";
import { Notice } from "@/components/checkout/notice";

export default function OrderNotFound() {
  const t = useTranslations("problems.orderNotFound");
  return (
    <Notice title={t("title")}>
      <p>{t("body")}</p>
      <p>{t("money")}</p>
    </Notice>
  );
}
