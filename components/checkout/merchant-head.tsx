import { useTranslations } from "next-intl";
import { cn } from "@/lib/class-names";
import type { CheckoutView } from "@/lib/payments/model";
import { MerchantMark } from "./merchant-mark";

/** Whose page this is: logo and name, on the merchant's colour where it has one. */
export function MerchantHead({
  view,
}: {
  view: Pick<CheckoutView, "merchantName" | "merchantColour" | "merchantLogo">;
}) {
  const t = useTranslations("checkout.summary");
  const colour = view.merchantColour;
  return (
    <div className="relative overflow-hidden rounded-t-2xl">
      {colour !== null && (
        <svg aria-hidden="true" className="absolute inset-0 size-full forced-colors:hidden">
          <rect width="100%" height="100%" fill={colour.surface} />
        </svg>
      )}
      <div
        className={cn(
          "relative flex items-center gap-3 px-5 py-4 sm:px-6",
          colour !== null && (colour.foreground === "#ffffff" ? "text-white" : "text-black"),
        )}
      >
        <MerchantMark {...view} />
        <div className="min-w-0">
          <p className={cn("text-sm", colour === null && "text-muted-foreground")}>{t("payTo")}</p>
          <p className="text-lg leading-snug font-semibold wrap-anywhere">{view.merchantName}</p>
        </div>
      </div>
    </div>
  );
}
