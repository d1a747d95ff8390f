import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NO_SUCH_ORDER } from "@/app/not-found-addresses";
import { OrderUnavailable } from "@/app/pay/[orderId]/order-unavailable";
import { readOrderPage } from "@/app/pay/[orderId]/read-order-page";
import { CounterScreen } from "@/components/checkout/counter-screen";
import { NothingToShow } from "@/components/checkout/nothing-to-show";
import { SiteFrame } from "@/components/checkout/site-frame";
import { CheckoutWords } from "@/lib/i18n/checkout-words";
import { isPaidStatus } from "@/lib/payments/model";
import { verifyUrlOf } from "@/lib/receipts/verify-url";
import { runtime } from "@/lib/runtime";

type Props = { params: Promise<{ orderId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("counter");
  return { title: t("metaTitle") };
}

/** What to hold up at a counter; stands outside the frame of the other pages, because it fills the screen. */
export default async function CounterPage({ params }: Props) {
  const { orderId } = await params;
  const page = await readOrderPage(orderId);
  if (page.kind === "unknown") redirect(NO_SUCH_ORDER);
  if (page.kind === "order" && isPaidStatus(page.view.status.status)) {
    return (
      <CounterScreen
        view={page.view}
        verifyUrl={verifyUrlOf(runtime().env, orderId)}
        renderedAt={new Date().toISOString()}
      />
    );
  }
  return (
    <SiteFrame>
      {page.kind === "order" ? (
        <NothingToShow about="counter.notPaid" orderId={orderId} />
      ) : (
        <CheckoutWords>
          <OrderUnavailable orderId={orderId} />
        </CheckoutWords>
      )}
    </SiteFrame>
  );
}
