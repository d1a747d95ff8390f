import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { AmountFormState } from "./amount-form-state";
import { AmountForm } from "./amount-form";
import { ShopItem, type ShopItemProps } from "./shop-item";

export type ShopProblem = "shop_closed" | "unknown_item" | "unavailable";

/** The demo shop: a shelf of things to buy, and a payment of any amount. */
export function Shop({
  items,
  problem,
  buyItem,
  buyAmount,
}: {
  items: readonly ShopItemProps["item"][];
  /** Why the last order was not made, else null. */
  problem: ShopProblem | null;
  buyItem: ShopItemProps["buyAction"];
  buyAmount: (previous: AmountFormState, form: FormData) => Promise<AmountFormState>;
}) {
  const t = useTranslations("shop");
  return (
    <div className="space-y-8 py-4">
      <div className="space-y-2">
        <h1 className="text-3xl font-bold tracking-tight">{t("title")}</h1>
        <p className="text-lg">{t("intro")}</p>
        <p className="text-muted-foreground">{t("demoNote")}</p>
      </div>
      {problem !== null && (
        <Alert tone="warning" role="alert">
          <p>{t(`problems.${problem}`)}</p>
        </Alert>
      )}
      <section aria-labelledby="shelf" className="space-y-3">
        <h2 id="shelf" className="text-xl font-semibold">
          {t("itemsTitle")}
        </h2>
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          {items.map((item) => (
            <li key={item.id}>
              <ShopItem item={item} buyAction={buyItem} />
            </li>
          ))}
        </ul>
      </section>
      <Card className="max-w-lg">
        <CardHeader>
          <CardTitle>{t("custom.title")}</CardTitle>
          <CardDescription>{t("custom.intro")}</CardDescription>
        </CardHeader>
        <AmountForm action={buyAmount} />
      </Card>
    </div>
  );
}
