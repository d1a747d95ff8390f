import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { demoPhoneBeside } from "@/app/demo-phone";
import { SiteFrame } from "@/components/checkout/site-frame";
import { clientMessages } from "@/lib/i18n/client-messages";

type Props = { children: ReactNode; params: Promise<{ orderId: string }> };

export default async function CheckoutLayout({ children, params }: Props) {
  const { orderId } = await params;
  return (
    <NextIntlClientProvider messages={await clientMessages("checkout", "receipt")}>
      <SiteFrame beside={await demoPhoneBeside({ orderId })}>{children}</SiteFrame>
    </NextIntlClientProvider>
  );
}
