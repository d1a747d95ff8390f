import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { SiteFrame } from "@/components/checkout/site-frame";
import { About } from "@/components/shop/about";
import { Shop } from "@/components/shop/shop";
import { SHOP_PROBLEMS, type ShopProblem } from "@/components/shop/shop-view";
import { env } from "@/lib/env";
import { clientMessages } from "@/lib/i18n/client-messages";
import { DEMO_LOGO, DEMO_MERCHANT_ID, DEMO_MERCHANT_NAME } from "@/lib/merchants/demo-merchant";
import { countOf, DEMO_ITEMS, priceOf, quantityOf, totalKesOf } from "@/lib/orders/basket";
import "./all-pages.css";
import { demoPhoneBeside } from "./demo-phone";
import { buyAmountAction, changeBasketAction, payBasketAction } from "./shop-actions";
import { readShopBasket } from "./shop-basket";

type Props = { searchParams: Promise<{ problem?: string | string[] }> };

export function generateMetadata(): Metadata {
  return env().DEMO_SHOP === "on" ? { title: DEMO_MERCHANT_NAME } : {};
}

function readProblem(value: string | string[] | undefined): ShopProblem | null {
  return SHOP_PROBLEMS.find((problem) => problem === value) ?? null;
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
  const [{ problem }, { basket, paidOrderId }, phone] = await Promise.all([
    searchParams,
    readShopBasket(),
    demoPhoneBeside({ merchantId: DEMO_MERCHANT_ID }),
  ]);
  return (
    <NextIntlClientProvider messages={await clientMessages("shop")}>
      <SiteFrame isWide beside={phone}>
        <Shop
          merchant={{ name: DEMO_MERCHANT_NAME, logo: DEMO_LOGO }}
          items={DEMO_ITEMS.map((item) => ({ ...item, quantity: quantityOf(basket, item.id) }))}
          basket={{
            lines: basket.lines.map((line) => ({ ...line, amountKes: priceOf(line.id) })),
            count: countOf(basket),
            totalKes: totalKesOf(basket),
            submissionId: crypto.randomUUID(),
          }}
          paidOrderId={paidOrderId}
          problem={readProblem(problem)}
          actions={{
            changeBasket: changeBasketAction,
            payBasket: payBasketAction,
            buyAmount: buyAmountAction,
          }}
        />
      </SiteFrame>
    </NextIntlClientProvider>
  );
}
