import { displayName, type Shortcode } from "../shortcodes/shortcode";

/** The most a USSD prompt can hold; a longer one is never shown and ends as 1025 (daraja.md, 2.2). */
export const PROMPT_LIMIT_CHARACTERS = 182;

/** The question on the handset. A till shows no account (daraja.md, 2.3). */
export function promptText(
  shortcode: Shortcode,
  amountKes: number,
  accountReference: string,
): string {
  const account = shortcode.type === "paybill" ? ` Account no. ${accountReference}` : "";
  return `Do you want to pay KES ${amountKes.toLocaleString("en")} to ${displayName(shortcode)}${account}? Enter M-PESA PIN`;
}
