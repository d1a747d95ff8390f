"use client";

import { useTranslations } from "next-intl";

/** Which phone the request went to, as far as this browser may know. */
export function PromptedPhone({ phone }: { phone: string | null }) {
  const t = useTranslations("checkout.waiting");
  return (
    <p className="text-lg">
      {phone === null
        ? t("sentToUnknown")
        : t.rich("sentTo", {
            phone,
            strong: (text) => <strong className="whitespace-nowrap">{text}</strong>,
          })}
    </p>
  );
}
