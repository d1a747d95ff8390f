import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { NO_SUCH_ORDER } from "@/app/not-found-addresses";
import { LiveReceipt } from "@/components/checkout/live-receipt";
import { NothingToShow } from "@/components/checkout/nothing-to-show";
import { ReceiptActions } from "@/components/checkout/receipt-actions";
import { ReceiptDocument } from "@/components/checkout/receipt-document";
import { QrCode } from "@/components/share/qr-code";
import { MoreWords } from "@/lib/i18n/more-words";
import { isReceiptPending } from "@/lib/payments/model";
import { verifyUrlOf } from "@/lib/receipts/verify-url";
import { runtime } from "@/lib/runtime";
import { OrderUnavailable } from "../order-unavailable";
import { readOrderPage } from "../read-order-page";
import { renderingOf } from "../rendering-of";

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
  if (page.kind === "unknown") redirect(NO_SUCH_ORDER);
  if (page.kind === "unavailable") return <OrderUnavailable orderId={orderId} />;
  const { view } = page;
  if (view.receipts.length === 0) return <NothingToShow about="receipt.none" orderId={orderId} />;
  const t = await getTranslations("receipt");
  const verifyUrl = verifyUrlOf(runtime().env, orderId);
  const code = <QrCode text={verifyUrl} label={t("check")} className="size-36" />;
  const { look } = await searchParams;
  return (
    <div className="space-y-5">
      {isReceiptPending(view.receipts) ? (
        <MoreWords messages={{ receipt: (await getMessages()).receipt }}>
          <LiveReceipt
            first={renderingOf(view)}
            verifyUrl={verifyUrl}
            code={code}
            looks={looksOf(look)}
          />
        </MoreWords>
      ) : (
        <ReceiptDocument view={view} verifyUrl={verifyUrl} code={code} />
      )}
      <ReceiptActions view={view} verifyUrl={verifyUrl} />
    </div>
  );
}

/** How often this page has loaded itself already; as it says itself in its address. */
function looksOf(look: string | string[] | undefined): number {
  return typeof look === "string" && /^\d{1,3}$/.test(look) ? Number(look) : 0;
}
