import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { RECEIPT_TIME } from "@/components/checkout/receipt-time";
import { formatKes } from "@/lib/money";
import {
  isPaidStatus,
  isReceiptPending,
  type CheckoutView,
  type ShownReceipt,
} from "@/lib/payments/model";
import type { PaperReceipt } from "@/lib/receipts/write-pdf";

/** A receipt in the words of this request's language, for paper. */
export async function paperReceipt(view: CheckoutView, verifyUrl: string): Promise<PaperReceipt> {
  const t = await getTranslations("receipt");
  const payments = await Promise.all(view.receipts.map(paymentFacts));
  return {
    language: await getLocale(),
    title: t("title"),
    merchantName: view.merchantName,
    verdict: t(isPaidStatus(view.status.status) ? "paid" : "partlyPaid"),
    amount: formatKes(view.status.paidKes),
    facts: [
      { label: t("merchant"), value: view.merchantName },
      { label: t("item"), value: view.title },
      { label: t("reference"), value: view.accountReference },
      ...payments.flat(),
    ],
    notes: await notesOf(view),
    check: { label: t("check"), note: t("checkNote"), url: verifyUrl },
    plainLettersNote: t("plainLetters"),
  };
}

async function paymentFacts({ amountKes, paidAt, receipt }: ShownReceipt) {
  const t = await getTranslations("receipt");
  const format = await getFormatter();
  const time = format.dateTime(new Date(paidAt), RECEIPT_TIME);
  return [
    { label: t("amount"), value: formatKes(amountKes) },
    { label: t("date"), value: t("timeZone", { time }) },
    { label: t("number"), value: receipt ?? t("pending") },
  ];
}

async function notesOf({ status, receipts, environment }: CheckoutView): Promise<string[]> {
  const t = await getTranslations("receipt");
  const common = await getTranslations("common.notLive");
  const { paidKes, amountKes } = status;
  const total = formatKes(amountKes);
  const surplus = formatKes(paidKes - amountKes);
  return [
    environment !== "live" && common(environment),
    paidKes < amountKes && t("partlyPaidNote", { paid: formatKes(paidKes), total }),
    paidKes > amountKes && t("overpaidNote", { surplus, total }),
    isReceiptPending(receipts) && t("pendingNote"),
    receipts.some(({ receipt, isMasked }) => receipt !== null && isMasked) && t("maskedNote"),
    receipts.some(({ isLate }) => isLate) && t("late"),
  ].filter((note) => note !== false);
}
