import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { formatKes } from "@/lib/money";
import type { BasketView } from "./shop-view";

/** Keeps the way to the basket in sight on a narrow screen, where it stands below the shelf. */
export function BasketBar({ basket: { count, totalKes } }: { basket: BasketView }) {
  const t = useTranslations("shop.basket");
  if (count === 0) return null;
  return (
    <div className="sticky bottom-2 z-10 mt-4 lg:hidden">
      <Button asChild size="large" className="w-full justify-between! shadow-lg">
        <a href="#basket">
          <span>{t("open", { count })}</span>
          <span className="tabular-nums">{formatKes(totalKes)}</span>
        </a>
      </Button>
    </div>
  );
}
