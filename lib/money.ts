declare const amountKesBrand: unique symbol;

/** Whole Kenya shillings, 1 to 250,000: what one M-Pesa payment may move (daraja.md, 2.9). */
export type AmountKes = number & { readonly [amountKesBrand]: true };

export const MIN_AMOUNT_KES = 1;
export const MAX_AMOUNT_KES = 250_000;

export function isAmountKes(value: unknown): value is AmountKes {
  return (
    typeof value === "number" &&
    Number.isSafeInteger(value) &&
    value >= MIN_AMOUNT_KES &&
    value <= MAX_AMOUNT_KES
  );
}

/**
 * Reads what a person typed as an amount: plain digits, thousands separated by commas or spaces,
 * an optional "KES" or "KSh" before it. Decimals, signs and exponents are refused.
 * Answers null for anything that is not a whole amount from 1 to 250,000.
 */
export function parseAmountKes(text: string): AmountKes | null {
  const match = /^\s*(?:(?:kes|ksh)\.?\s*)?(\d{1,3}[, ]\d{3}|\d{1,7})\s*$/i.exec(text);
  if (!match?.[1]) return null;
  const value = Number(match[1].replaceAll(/[, ]/g, ""));
  return isAmountKes(value) ? value : null;
}

const grouped = new Intl.NumberFormat("en-KE");

/** "KES 1,500": how an amount is shown to people everywhere. */
export function formatKes(amountKes: number): string {
  return `KES ${grouped.format(amountKes)}`;
}
