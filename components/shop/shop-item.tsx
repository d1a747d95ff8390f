import { useTranslations } from "next-intl";
import { cn } from "@/lib/class-names";
import { formatKes } from "@/lib/money";
import styles from "./shop.module.css";
import type { ShopActions, ShopItemView } from "./shop-view";
import { Stepper } from "./stepper";

/** One thing on the shelf: its picture, its price, and how many of it are in the basket. */
export function ShopItem({
  item,
  action,
}: {
  item: ShopItemView;
  action: ShopActions["changeBasket"];
}) {
  const t = useTranslations(`shop.items.${item.id}`);
  return (
    <article
      id={`item-${item.id}`}
      className="bg-card text-card-foreground flex h-full scroll-mt-4 flex-col overflow-hidden rounded-2xl border shadow-xs"
    >
      <div className={cn(styles.tile, "px-3 pt-2")}>
        {/* A plain image: a drawing of some kilobytes needs no optimising. */}
        {/* eslint-disable-next-line @next/next/no-img-element */}
        <img
          src={`/shop/${item.id}.svg`}
          alt=""
          width={160}
          height={120}
          className="mx-auto h-auto w-full max-w-44"
        />
      </div>
      <div className="flex flex-1 flex-col gap-3 p-3">
        <div className="flex-1">
          <h3 className="leading-snug font-semibold">{t("name")}</h3>
          <p className="text-muted-foreground text-sm">{t("detail")}</p>
          <p className="mt-1 font-semibold tabular-nums">{formatKes(item.amountKes)}</p>
        </div>
        <Stepper item={item} place="shelf" action={action} />
      </div>
    </article>
  );
}
