"use client";

import { useTranslations } from "next-intl";
import { KeepTogether } from "@/components/ui/keep-together";
import { formatKes } from "@/lib/money";
import { PayForm } from "./pay-form";
import type { ScreenProps } from "./screen-body";

export function PayScreen({ view, form }: ScreenProps) {
  const t = useTranslations("checkout.pay");
  const { status } = view;
  return (
    <>
      {status.paidKes > 0 && (
        <p className="font-semibold">
          <KeepTogether>
            {t("remainder", {
              paid: formatKes(status.paidKes),
              total: formatKes(status.amountKes),
              due: formatKes(view.dueKes),
            })}
          </KeepTogether>
        </p>
      )}
      <p>
        <KeepTogether>{t("intro")}</KeepTogether>
      </p>
      <PayForm orderId={status.orderId} dueKes={view.dueKes} despiteAttemptId={null} {...form} />
    </>
  );
}
