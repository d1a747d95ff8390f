import { useTranslations } from "next-intl";
import { formatKes } from "@/lib/money";
import type { ShopActions, ShopItemView } from "./shop-view";
import { StepButton } from "./step-button";
import { Stepper } from "./stepper";

/** One thing in the basket: how many, what they cost, and the way to take them out. */
export function BasketLine({
  line,
  action,
}: {
  line: ShopItemView;
  action: ShopActions["changeBasket"];
}) {
  const t = useTranslations("shop");
  const item = t(`items.${line.id}.name`);
  return (
    <li className="py-3">
      <p className="flex justify-between gap-4">
        <span className="font-medium">{item}</span>
        <span className="shrink-0 tabular-nums">{formatKes(line.amountKes * line.quantity)}</span>
      </p>
      <div className="mt-1.5 flex items-center justify-between">
        <Stepper item={line} place="basket" action={action} />
        <form action={action}>
          <input type="hidden" name="itemId" value={line.id} />
          <StepButton
            value="remove"
            variant="link"
            size="small"
            aria-label={t("basket.removeItem", { item })}
            className="text-muted-foreground -mr-3"
          >
            {t("basket.remove")}
          </StepButton>
        </form>
      </div>
    </li>
  );
}
