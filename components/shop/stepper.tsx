import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/class-names";
import type { ShopActions, ShopItemView } from "./shop-view";
import { StepButton } from "./step-button";

const SQUARE = "size-11 p-0 data-pending:opacity-70";

/**
 * How many of a thing are in the basket, with one less and one more. On the shelf a thing that is not
 * in the basket has one wide button; it is the same button as "one more", so that it keeps the focus.
 */
export function Stepper({
  item: { id, quantity },
  place,
  action,
}: {
  item: ShopItemView;
  place: "shelf" | "basket";
  action: ShopActions["changeBasket"];
}) {
  const t = useTranslations("shop");
  const item = t(`items.${id}.name`);
  const isChosen = quantity > 0;
  return (
    <form action={action} className="flex items-center justify-between gap-1">
      <input type="hidden" name="itemId" value={id} />
      <input type="hidden" name="place" value={place} />
      {isChosen && (
        <>
          <StepButton
            value="less"
            variant="secondary"
            aria-label={t("less", { item })}
            className={cn(SQUARE, place === "shelf" && "scroll-mb-24")}
          >
            <Minus aria-hidden="true" />
          </StepButton>
          <span className="min-w-6 text-center font-semibold tabular-nums">
            <span className="sr-only">{t("quantity", { item })}</span> {quantity}
          </span>
        </>
      )}
      <StepButton
        value="more"
        variant={isChosen ? "secondary" : "primary"}
        aria-label={isChosen ? t("oneMore", { item }) : t("addItem", { item })}
        className={cn(isChosen ? SQUARE : "w-full", place === "shelf" && "scroll-mb-24")}
      >
        {isChosen ? <Plus aria-hidden="true" /> : t("add")}
      </StepButton>
    </form>
  );
}
