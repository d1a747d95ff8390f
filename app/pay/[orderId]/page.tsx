import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NO_SUCH_ORDER } from "@/app/not-found-addresses";
import { LiveCheckout } from "@/components/checkout/live-checkout";
import { checkoutScreen } from "@/components/checkout/screen";
import { screenTitleKey } from "@/components/checkout/screen-title";
import { tabIcon, tabTitle } from "@/components/checkout/tab-title";
import { SomebodyElsePays } from "@/components/share/somebody-else-pays";
import { payUrlOf } from "@/lib/orders/pay-url";
import { runtime } from "@/lib/runtime";
import { startPaymentAction } from "./actions";
import { readOrderPage } from "./read-order-page";
import { renderingOf } from "./rendering-of";

type Props = { params: Promise<{ orderId: string }> };

/** Names the tab after the state of the payment: it is looked at while the phone is in the hand. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { orderId } = await params;
  const t = await getTranslations("checkout");
  const page = await readOrderPage(orderId);
  if (page.kind !== "order") return { title: t("pay.title") };
  const screen = checkoutScreen(page.view, { promptEnded: page.view.isAnswerSeen });
  const title = t(screenTitleKey(screen, page.view.status.attempt?.reason ?? null));
  return { title: tabTitle(screen, title), icons: { icon: tabIcon(screen) } };
}

/** The customer's page of one order, whatever state it is in. */
export default async function PayPage({ params }: Props) {
  const { orderId } = await params;
  const page = await readOrderPage(orderId);
  if (page.kind === "unknown") redirect(NO_SUCH_ORDER);
  const view = page.kind === "order" ? page.view : null;
  const mayBePaid = view !== null && view.status.pollAfterMs !== null;
  return (
    <LiveCheckout
      orderId={orderId}
      first={view && renderingOf(view)}
      action={startPaymentAction}
      share={
        mayBePaid && <SomebodyElsePays view={view} payUrl={payUrlOf(runtime().env, orderId)} />
      }
    />
  );
}
