import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { SiteFrame } from "@/components/checkout/site-frame";
import { clientMessages } from "@/lib/i18n/client-messages";

export default async function CheckoutLayout({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider messages={await clientMessages("checkout", "receipt")}>
      <SiteFrame>{children}</SiteFrame>
    </NextIntlClientProvider>
  );
}
