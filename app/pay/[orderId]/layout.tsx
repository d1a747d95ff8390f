import type { ReactNode } from "react";
import { demoPhoneBeside } from "@/app/demo-phone";
import { OrderGuard } from "@/components/checkout/order-guard";
import { SiteFrame } from "@/components/checkout/site-frame";
import { CheckoutWords } from "@/lib/i18n/checkout-words";
import { startPaymentAction } from "./actions";

type Props = { children: ReactNode; params: Promise<{ orderId: string }> };

export default async function CheckoutLayout({ children, params }: Props) {
  const { orderId } = await params;
  return (
    <CheckoutWords>
      <SiteFrame beside={await demoPhoneBeside({ orderId })}>
        <OrderGuard orderId={orderId} action={startPaymentAction}>
          {children}
        </OrderGuard>
      </SiteFrame>
    </CheckoutWords>
  );
}
