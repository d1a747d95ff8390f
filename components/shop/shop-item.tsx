import { Coffee, Salad, ShoppingBag, ShoppingBasket, Wheat, type LucideProps } from "lucide-react";
import { useTranslations } from "next-intl";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Card } from "@/components/ui/card";
import { formatKes } from "@/lib/money";

function ItemPicture({ itemId, ...props }: LucideProps & { itemId: string }) {
  switch (itemId) {
    case "chai":
      return <Coffee {...props} />;
    case "unga":
      return <Wheat {...props} />;
    case "sukuma":
      return <Salad {...props} />;
    case "kiondo":
      return <ShoppingBasket {...props} />;
    default:
      return <ShoppingBag {...props} />;
  }
}

export type ShopItemProps = {
  item: { id: string; title: string; amountKes: number };
  buyAction: (form: FormData) => Promise<void>;
};

/** One thing on the shelf, with the button that orders it. */
export function ShopItem({ item, buyAction }: ShopItemProps) {
  const t = useTranslations("shop");
  const amount = formatKes(item.amountKes);
  return (
    <Card className="flex h-full flex-wrap items-center gap-3 p-4 sm:flex-col sm:items-stretch sm:gap-4 sm:p-5">
      <div className="bg-accent text-accent-foreground grid size-16 shrink-0 place-items-center rounded-xl sm:aspect-[4/3] sm:size-auto">
        <ItemPicture
          itemId={item.id}
          aria-hidden="true"
          className="size-8 sm:size-12"
          strokeWidth={1.5}
        />
      </div>
      <div className="min-w-20 flex-1">
        <h3 className="font-semibold">{item.title}</h3>
        <p className="text-muted-foreground tabular-nums">{amount}</p>
      </div>
      <form action={buyAction}>
        <input type="hidden" name="itemId" value={item.id} />
        <SubmitButton
          className="w-full"
          pendingLabel={t("opening")}
          aria-label={t("buyItem", { title: item.title, amount })}
        >
          {t("buy")}
        </SubmitButton>
      </form>
    </Card>
  );
}
