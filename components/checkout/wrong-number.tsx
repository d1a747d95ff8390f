"use client";

import { useTranslations } from "next-intl";
import { Folded } from "./folded";

/** What to do when the request went to the wrong phone: the way out, and why it is safe to wait. */
export function WrongNumber() {
  const t = useTranslations("checkout.waiting.wrongNumber");
  return (
    <Folded summary={t("summary")}>
      <ul className="list-disc space-y-2 ps-5">
        <li>{t("cancelIt")}</li>
        <li>{t("thenChange")}</li>
        <li>{t("safe")}</li>
      </ul>
    </Folded>
  );
}
