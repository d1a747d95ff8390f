import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CheckoutUnavailable } from "@/components/checkout/checkout-unavailable";
import { NothingToShow } from "@/components/checkout/nothing-to-show";
import { ReceiptActions } from "@/components/checkout/receipt-actions";
import { ReceiptDocument } from "@/components/checkout/receipt-document";
import { ReceiptLookAgain } from "@/components/checkout/receipt-look-again";
import { isReceiptPending } from "@/lib/payments/model";
import { verifyUrlOf } from "@/lib/receipts/verify-url";
import { runtime } from "@/lib/runtime";
import { readOrderPage } from "../read-order-page";

type Props = {
  params: Promise<{ orderId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("receipt");
  return { title: t("metaTitle") };
}

/** The receipt of what has been paid for an order, to keep, to print or to show. */
export default async function ReceiptPage({ params, searchParams }: Props) {
  const { orderId } = await params;
  const page = await readOrderPage(orderId);
  if (page.kind === "unknown") notFound();
  if (page.kind === "unavailable") return <CheckoutUnavailable />;
  const { view } = page;
  if (view.receipts.length === 0) return <NothingToShow about="receipt.none" orderId={orderId} />;
  const verifyUrl = verifyUrlOf(runtime().env, orderId);
  const { look } = await searchParams;
  return (
    <div className="space-y-5">
      <ReceiptDocument view={view} verifyUrl={verifyUrl} />
      {isReceiptPending(view.receipts) && (
        <ReceiptLookAgain orderId={orderId} looks={looksOf(look)} />
      )}
      <ReceiptActions view={view} verifyUrl={verifyUrl} />
    </div>
  );
}

/** How often this page has loaded itself already; as it says itself in its address. */
function looksOf(look: string | string[] | undefined): number {
  return typeof look === "string" && /^\d{1,3}$/.test(look) ? Number(look) : 0;
}
