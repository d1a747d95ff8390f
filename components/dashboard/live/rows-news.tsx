"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** What is new in a list, over the foot of the window, so that it moves nothing; told politely. */
export function RowsNews({
  kind,
  added,
  left,
  onShow,
}: {
  kind: "payments" | "orders";
  added: number;
  left: number;
  onShow: () => void;
}) {
  const t = useTranslations("live");
  const hasNews = added > 0 || left > 0;
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-0 flex justify-center p-3 print:hidden">
      <div
        className={
          hasNews
            ? "bg-card pointer-events-auto flex flex-wrap items-center justify-center gap-x-4 gap-y-1 rounded-2xl border py-2 ps-4 pe-2 shadow-lg"
            : undefined
        }
      >
        <p role="status" className="space-x-2">
          {added > 0 && <strong>{t(`added.${kind}`, { count: added })}</strong>}
          {left > 0 && <span>{t("left", { count: left })}</span>}
        </p>
        {hasNews && (
          <Button size="small" onClick={onShow}>
            {t("show")}
          </Button>
        )}
      </div>
    </div>
  );
}
