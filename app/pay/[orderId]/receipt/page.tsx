import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CheckoutUnavailable } from "@/components/checkout/checkout-unavailable";
import { NoReceipt } from "@/components/checkout/no-receipt";
import { ReceiptDocument } from "@/components/checkout/receipt-document";
import { readOrderPage } from "../read-order-page";

type Props = { params: Promise<{ orderId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("receipt");
  return { title: t("metaTitle") };
}

/** The receipt of what has been paid for an order, to keep or to print. */
export default async function ReceiptPage({ params }: Props) {
  const { orderId } = await params;
  const page = await readOrderPage(orderId);
  if (page.kind === "unknown") notFound();
  if (page.kind === "unavailable") return <CheckoutUnavailable />;
  const { view } = page;
  return view.receipts.length === 0 ? (
    <NoReceipt orderId={orderId} />
  ) : (
    <ReceiptDocument view={view} />
  );
}
