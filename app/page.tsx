import { NextIntlClientProvider } from "next-intl";
import { SiteFrame } from "@/components/checkout/site-frame";
import { About } from "@/components/shop/about";
import { Shop, type ShopProblem } from "@/components/shop/shop";
import { env } from "@/lib/env";
import { clientMessages } from "@/lib/i18n/client-messages";
import { DEMO_ITEMS } from "@/lib/orders/demo-shop";
import { buyAmountAction, buyItemAction } from "./shop-actions";

type Props = { searchParams: Promise<{ problem?: string | string[] }> };

function readProblem(value: string | string[] | undefined): ShopProblem | null {
  const problems: ShopProblem[] = ["shop_closed", "unknown_item", "unavailable"];
  return problems.find((problem) => problem === value) ?? null;
}

/** The demo shop, or what this server is where there is none. */
export default async function HomePage({ searchParams }: Props) {
  if (env().DEMO_SHOP !== "on") {
    return (
      <SiteFrame>
        <About />
      </SiteFrame>
    );
  }
  const { problem } = await searchParams;
  return (
    <NextIntlClientProvider messages={await clientMessages("shop")}>
      <SiteFrame isWide>
        <Shop
          items={DEMO_ITEMS}
          problem={readProblem(problem)}
          buyItem={buyItemAction}
          buyAmount={buyAmountAction}
        />
      </SiteFrame>
    </NextIntlClientProvider>
  );
}
