"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CheckIcon } from "@/components/ui/icons";
import { KeepTogether } from "@/components/ui/keep-together";
import { Skeleton } from "@/components/ui/skeleton";
import { formatKes } from "@/lib/money";
import { PaidNotes } from "./paid-notes";
import { ReceiptNumber } from "./receipt-number";
import type { ScreenProps } from "./screen-body";

/** The money is there: how much, which receipt, and the way back to the shop. */
export function PaidScreen({ view, isStale }: ScreenProps) {
  const t = useTranslations("checkout.paid");
  return (
    <>
      <div className="text-success flex items-center gap-3">
        <CheckIcon className="size-12 shrink-0" />
        <p className="text-lg font-semibold">
          <KeepTogether>
            {t("body", { merchant: view.merchantName, amount: formatKes(view.status.paidKes) })}
          </KeepTogether>
        </p>
      </div>
      {isStale ? <ReceiptPlaceholder /> : <Receipts receipts={view.receipts} />}
      <PaidNotes view={view} />
      <div className="flex flex-col gap-3">
        {view.successUrl !== null && (
          <Button asChild size="large">
            <a href={view.successUrl}>{t("backToShop", { merchant: view.merchantName })}</a>
          </Button>
        )}
        <Button asChild variant={view.successUrl === null ? "primary" : "outline"}>
          <a href={`/pay/${view.status.orderId}/receipt`}>{t("openReceipt")}</a>
        </Button>
        <Button asChild variant="outline">
          <a href={`/pay/${view.status.orderId}/counter`}>{t("openCounter")}</a>
        </Button>
      </div>
    </>
  );
}

function Receipts({ receipts }: Pick<ScreenProps["view"], "receipts">) {
  const t = useTranslations("checkout.paid");
  return (
    <dl className="divide-y rounded-xl border">
      {receipts.map((receipt, index) => (
        <div key={index} className="flex flex-wrap items-center justify-between gap-x-4 px-4 py-3">
          <dt className="text-muted-foreground">
            {t("receipt")}
            {receipts.length > 1 && ` · ${formatKes(receipt.amountKes)}`}
          </dt>
          <dd className="text-lg">
            <ReceiptNumber receipt={receipt} pendingText={t("receiptPending")} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ReceiptPlaceholder() {
  const t = useTranslations("checkout.paid");
  return (
    <div className="space-y-2 rounded-xl border px-4 py-3">
      <p className="text-muted-foreground">{t("loadingReceipt")}</p>
      <Skeleton className="h-5 w-40" />
    </div>
  );
}
