/** A Safaricom number in Daraja's spelling, `254[17]XXXXXXXX` (daraja.md, 2.9). */
export const MSISDN = /^254[17]\d{8}$/;

/** Turns any Kenyan spelling (0712 345 678, +254 712…, 712…) into Daraja's, or null. */
export function toMsisdn(text: string): string | null {
  const digits = text.replace(/[\s().-]/g, "").replace(/^\+/, "");
  const national = /^(?:254|0)?([17]\d{8})$/.exec(digits)?.[1];
  return national === undefined ? null : `254${national}`;
}
