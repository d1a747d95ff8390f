"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { KeepTogether } from "@/components/ui/keep-together";
import { formatKes } from "@/lib/money";
import { isReceiptPending, type CheckoutView } from "@/lib/payments/model";

/** What is out of the ordinary about a payment that has been received. */
export function PaidNotes({ view }: { view: CheckoutView }) {
  const t = useTranslations("checkout.paid");
  const { status, flags, receipts } = view;
  const amounts = {
    paid: formatKes(status.paidKes),
    total: formatKes(status.amountKes),
    surplus: formatKes(status.paidKes - status.amountKes),
    reference: view.accountReference,
  };
  const isOverpaid = status.status === "overpaid";
  const notes = [
    isOverpaid && t("overpaidNote", amounts),
    flags.includes("needs_review") && t("reviewNote"),
    flags.includes("after_failure") && t("afterFailureNote"),
    flags.includes("late") && t("lateNote"),
  ].filter((note) => note !== false);
  const isMasked = receipts.some((receipt) => receipt.isMasked && receipt.receipt !== null);
  return (
    <>
      {notes.length > 0 && (
        <Alert tone="warning" className="space-y-3!">
          {isOverpaid && (
            <p className="text-lg font-bold">
              <KeepTogether>{t("overpaidTitle", amounts)}</KeepTogether>
            </p>
          )}
          {notes.map((note) => (
            <p key={note}>
              <KeepTogether>{note}</KeepTogether>
            </p>
          ))}
        </Alert>
      )}
      {isReceiptPending(receipts) && (
        <p className="text-muted-foreground text-sm">
          <KeepTogether>{t("receiptPendingNote")}</KeepTogether>
        </p>
      )}
      {isMasked && <p className="text-muted-foreground text-sm">{t("receiptMaskedNote")}</p>}
    </>
  );
}
