"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { KeepTogether } from "@/components/ui/keep-together";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";

/** A picture of what the phone shows, so that nobody types a PIN into something else. */
export function PhonePrompt({ view }: { view: CheckoutView }) {
  const t = useTranslations("checkout.waiting");
  const label = useId();
  return (
    <figure aria-labelledby={label} className="space-y-2">
      <figcaption id={label} className="text-muted-foreground text-sm">
        {t("promptLabel")}
      </figcaption>
      <div className="border-handset bg-handset mx-auto max-w-xs rounded-3xl border-[6px] px-3 pt-6 pb-8">
        <div className="bg-card rounded-lg p-4 shadow-xs">
          <p>
            <KeepTogether>
              {t("promptText", {
                amount: formatKes(view.dueKes),
                merchant: view.merchantName,
                reference: view.accountReference,
              })}
            </KeepTogether>
          </p>
          <p className="mt-3 text-sm">{t("promptPin")}</p>
          <p aria-hidden="true" className="border-input mt-1 border-b-2 pb-1 tracking-[0.5em]">
            ••••
          </p>
          <p aria-hidden="true" className="text-primary mt-3 flex justify-end gap-6 font-semibold">
            <span>{t("promptCancel")}</span>
            <span>{t("promptSend")}</span>
          </p>
        </div>
      </div>
      <p className="text-muted-foreground text-sm">{t("promptName")}</p>
    </figure>
  );
}
