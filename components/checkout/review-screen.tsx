"use client";

import { useTranslations } from "next-intl";
import { KeepTogether } from "@/components/ui/keep-together";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";
import { Answers } from "./answers";

/** Money came, but not as it was asked for: a person decides. */
export function ReviewScreen({ view }: { view: CheckoutView }) {
  const t = useTranslations("checkout.review");
  return (
    <Answers
      money={
        <>
          <p className="text-lg font-semibold">
            <KeepTogether>
              {view.reportedKes === null
                ? t("unclear")
                : t("received", {
                    received: formatKes(view.reportedKes),
                    asked: formatKes(view.dueKes),
                  })}
            </KeepTogether>
          </p>
          <p>{t("body")}</p>
        </>
      }
      next={
        <>
          <p className="text-lg font-bold">{t("doNotPay")}</p>
          <p>
            <KeepTogether>{t("next")}</KeepTogether>
          </p>
        </>
      }
      reference={view.accountReference}
    />
  );
}
