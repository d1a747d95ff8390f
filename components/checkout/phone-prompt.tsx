"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { formatKes } from "@/lib/money";
import type { CheckoutView } from "@/lib/payments/model";

/** A picture in words of what the phone shows, so that nobody types a PIN into something else. */
export function PhonePrompt({ view }: { view: CheckoutView }) {
  const t = useTranslations("checkout.waiting");
  const label = useId();
  return (
    <figure aria-labelledby={label} className="space-y-2">
      <figcaption id={label} className="text-muted-foreground text-sm">
        {t("promptLabel")}
      </figcaption>
      <div className="bg-muted mx-auto max-w-xs rounded-xl border p-4 text-center">
        <p>
          {t("promptText", {
            amount: formatKes(view.dueKes),
            merchant: view.merchantName,
            reference: view.accountReference,
          })}
        </p>
        <p className="mt-3 text-sm">{t("promptPin")}</p>
        <p
          aria-hidden="true"
          className="border-input mx-auto mt-1 w-32 border-b pb-1 tracking-[0.5em]"
        >
          ••••
        </p>
      </div>
      <p className="text-muted-foreground text-sm">{t("promptName")}</p>
    </figure>
  );
}
