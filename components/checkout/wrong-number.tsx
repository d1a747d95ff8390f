"use client";

import { useTranslations } from "next-intl";

/** What to do when the request went to the wrong phone: the way out, and why it is safe to wait. */
export function WrongNumber() {
  const t = useTranslations("checkout.waiting.wrongNumber");
  return (
    <details className="rounded-xl border">
      <summary className="flex min-h-11 items-center px-4 py-2 font-semibold underline underline-offset-4">
        {t("summary")}
      </summary>
      <ul className="list-disc space-y-2 p-4 ps-9 pt-1">
        <li>{t("cancelIt")}</li>
        <li>{t("thenChange")}</li>
        <li>{t("safe")}</li>
      </ul>
    </details>
  );
}
