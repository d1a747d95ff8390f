import type { CheckoutView } from "@/lib/payments/model";

/** The product's own colours, where a merchant has none. */
const OWN_MARK = { tile: "#0a7a3d", letter: "#ffffff" };

type MerchantMarkProps = Pick<CheckoutView, "merchantName" | "merchantColour" | "merchantLogo">;

/**
 * The merchant's logo, or the first letter of its name on its colour. Says nothing to a screen
 * reader: the name stands beside it. Colours are attributes of the drawing, because the content
 * security policy lets no style attribute through.
 */
export function MerchantMark({ merchantName, merchantColour, merchantLogo }: MerchantMarkProps) {
  if (merchantLogo !== null) {
    // Only ever inside an img, where a drawing runs no script and loads nothing.
    // eslint-disable-next-line @next/next/no-img-element
    return <img src={merchantLogo} alt="" width={48} height={48} className="size-12 rounded-xl" />;
  }
  // It stands on the merchant's colour, so it is that colour turned around.
  const { tile, letter } =
    merchantColour === null
      ? OWN_MARK
      : { tile: merchantColour.foreground, letter: merchantColour.surface };
  const [initial = ""] = Array.from(merchantName.trim());
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" className="size-12 shrink-0">
      <rect width="48" height="48" rx="12" fill={tile} />
      <text x="24" y="33" textAnchor="middle" fontSize="26" fontWeight="700" fill={letter}>
        {initial.toLocaleUpperCase("en")}
      </text>
    </svg>
  );
}
