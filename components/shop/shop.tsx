import Link from "next/link";
import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { AmountForm } from "./amount-form";
import { Basket } from "./basket";
import { BasketBar } from "./basket-bar";
import { ShopHead } from "./shop-head";
import { ShopItem } from "./shop-item";
import type { BasketView, ShopActions, ShopItemView, ShopProblem } from "./shop-view";

type ShopProps = {
  merchant: { name: string; logo: string };
  items: readonly ShopItemView[];
  basket: BasketView;
  /** The order of the basket before, if it is paid. */
  paidOrderId: string | null;
  /** Why the last thing was not done, else null. */
  problem: ShopProblem | null;
  actions: ShopActions;
};

/** The demo shop: a shelf of things, a basket, and a payment of any amount. */
export function Shop({ merchant, items, basket, paidOrderId, problem, actions }: ShopProps) {
  return (
    <div className="space-y-6">
      <ShopHead merchant={merchant} />
      <ShopNotes paidOrderId={paidOrderId} problem={problem} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_17.5rem]">
        <Shelf items={items} basket={basket} action={actions.changeBasket} />
        <section aria-labelledby="basket" className="lg:row-span-2">
          <div className="lg:sticky lg:top-4">
            <Basket basket={basket} actions={actions} />
          </div>
        </section>
        <OwnAmount action={actions.buyAmount} />
      </div>
    </div>
  );
}

function ShopNotes({ paidOrderId, problem }: Pick<ShopProps, "paidOrderId" | "problem">) {
  const t = useTranslations("shop");
  return (
    <>
      {problem !== null && (
        <Alert tone="warning" role="alert">
          <p>{t(`problems.${problem}`)}</p>
        </Alert>
      )}
      {paidOrderId !== null && (
        <Alert tone="success">
          <p>
            {t("thanks")}{" "}
            <Link href={`/pay/${paidOrderId}`} prefetch={false} className="font-semibold underline">
              {t("showPayment")}
            </Link>
          </p>
        </Alert>
      )}
    </>
  );
}

function Shelf({
  items,
  basket,
  action,
}: Pick<ShopProps, "items" | "basket"> & { action: ShopActions["changeBasket"] }) {
  const t = useTranslations("shop");
  return (
    <section aria-labelledby="shelf" className="@container">
      <h2 id="shelf" className="mb-3 text-xl font-semibold">
        {t("itemsTitle")}
      </h2>
      <ul className="grid grid-cols-2 gap-3 @md:grid-cols-3">
        {items.map((item) => (
          <li key={item.id}>
            <ShopItem item={item} action={action} />
          </li>
        ))}
      </ul>
      <BasketBar basket={basket} />
    </section>
  );
}

function OwnAmount({ action }: { action: ShopActions["buyAmount"] }) {
  const t = useTranslations("shop.custom");
  return (
    <Card className="max-w-lg">
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <CardDescription>{t("intro")}</CardDescription>
      </CardHeader>
      <AmountForm action={action} />
    </Card>
  );
}
