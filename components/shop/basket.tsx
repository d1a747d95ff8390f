import { ShoppingBasket } from "lucide-react";
import { useTranslations } from "next-intl";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Card } from "@/components/ui/card";
import { formatKes } from "@/lib/money";
import { BasketLine } from "./basket-line";
import { BasketNews } from "./basket-news";
import type { BasketView, ShopActions } from "./shop-view";

/** What was chosen, what it costs together, and the way to pay for it. */
export function Basket({ basket, actions }: { basket: BasketView; actions: ShopActions }) {
  const t = useTranslations("shop.basket");
  const { lines, count, totalKes, submissionId } = basket;
  const total = formatKes(totalKes);
  return (
    <Card className="p-4! sm:p-5!">
      <h2
        id="basket"
        tabIndex={-1}
        className="flex scroll-mt-4 items-center gap-2 text-xl font-semibold"
      >
        <ShoppingBasket aria-hidden="true" className="text-primary size-6 shrink-0" />
        {t("title")}
      </h2>
      <BasketNews
        text={count === 0 ? t("empty") : t("news", { count, total })}
        headingId="basket"
      />
      {count === 0 ? (
        <p className="text-muted-foreground mt-2">{t("empty")}</p>
      ) : (
        <>
          <ul className="mt-2 divide-y">
            {lines.map((line) => (
              <BasketLine key={line.id} line={line} action={actions.changeBasket} />
            ))}
          </ul>
          <p className="flex items-baseline justify-between gap-4 border-t pt-3 text-lg font-bold">
            {t("total")} <span className="tabular-nums">{total}</span>
          </p>
          <form action={actions.payBasket} className="mt-4">
            <input type="hidden" name="submissionId" value={submissionId} />
            <SubmitButton size="large" className="w-full" pendingLabel={t("opening")}>
              {t("pay")}
            </SubmitButton>
          </form>
        </>
      )}
    </Card>
  );
}
