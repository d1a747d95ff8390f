"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { CheckoutView } from "@/lib/payments/model";

/** Money came, but another amount: a person decides. */
export function ReviewScreen({ view }: { view: CheckoutView }) {
  const t = useTranslations("checkout.review");
  return (
    <>
      <Alert tone="warning">
        <p className="text-lg font-bold">{t("doNotPay")}</p>
        <p>{t("body")}</p>
      </Alert>
      <p>{t("reference", { reference: view.accountReference })}</p>
    </>
  );
}
