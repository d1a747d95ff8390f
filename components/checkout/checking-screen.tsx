"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { CheckoutView } from "@/lib/payments/model";
import { WaitingBar } from "./waiting-bar";

export function SendingScreen() {
  const t = useTranslations("checkout.sending");
  return (
    <>
      <WaitingBar />
      <p>{t("body")}</p>
    </>
  );
}

/** The result is not known: nobody may be led to pay twice. */
export function CheckingScreen({ view }: { view: CheckoutView }) {
  const t = useTranslations("checkout.checking");
  const { status } = view.status;
  return (
    <>
      <WaitingBar />
      <Alert tone="warning">
        <p className="text-lg font-bold">{t("doNotPay")}</p>
        <p>{t("body")}</p>
      </Alert>
      <ul className="list-disc space-y-2 ps-5">
        <li>{t("ifPin")}</li>
        <li>{t("ifNoPrompt")}</li>
        {(status === "expired" || status === "cancelled") && <li>{t("orderEnded")}</li>}
      </ul>
      <p className="text-muted-foreground">{t("keepOpen")}</p>
    </>
  );
}
