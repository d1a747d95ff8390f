declare const msisdnBrand: unique symbol;

/** A Kenyan mobile number as Daraja wants it: `2547XXXXXXXX` or `2541XXXXXXXX` (daraja.md, 2.9). */
export type Msisdn = string & { readonly [msisdnBrand]: true };

/** Twice the longest sensible spelling; anything longer is not a phone number and is not looked at. */
const MAX_TYPED_LENGTH = 40;

/** Marks that messengers and contact lists paste around numbers: zero-width, bidi, soft hyphen. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** White space of every width, all dashes, dots and parentheses. */
const SEPARATORS = /[\s\u002d\u2010-\u2015\u2212\ufe63\uff0d.()]/g;
/** Chinese and Japanese keyboards type digits and the plus sign in full width. */
const FULL_WIDTH = /[\uff10-\uff19\uff0b]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/** Nothing, 0, 254, +254, 00254 or 000254 (the prefix inside Kenya), a stray 0 after 254, nine digits. */
const KENYAN_MOBILE = /^(?:(?:\+|0{2,3})?2540?|0)?([17]\d{8})$/;

/** True for a number that is already in Daraja's form. */
export function isMsisdn(value: unknown): value is Msisdn {
  return typeof value === "string" && /^254[17]\d{8}$/.test(value);
}

/**
 * Reads a phone number as a person types or pastes it, in every Kenyan spelling: `0712 345 678`,
 * `+254 (0) 712-345-678`, `254112345678`, `712345678`, `00254…`.
 * Answers null for anything else. Operators are not told apart: numbers are ported (daraja.md, 2.9).
 */
export function parseMsisdn(phoneNumber: string): Msisdn | null {
  if (phoneNumber.length > MAX_TYPED_LENGTH) return null;
  const visible = phoneNumber
    .replaceAll(INVISIBLE, "")
    .replaceAll(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .trim();
  // A number does not begin with a separator: "-712345678" is arithmetic, not a phone.
  if (!/^[\d+(]/.test(visible)) return null;
  const subscriber = KENYAN_MOBILE.exec(visible.replaceAll(SEPARATORS, ""))?.[1];
  const msisdn = `254${subscriber ?? ""}`;
  return isMsisdn(msisdn) ? msisdn : null;
}

/** `0712 345 678`: how a number is shown to the person it belongs to. */
export function formatMsisdn(msisdn: Msisdn): string {
  return `0${msisdn.slice(3, 6)} ${msisdn.slice(6, 9)} ${msisdn.slice(9)}`;
}

/** `0712 ••• 678`: how a number is shown to everybody else. */
export function maskMsisdn(msisdn: Msisdn): string {
  return `0${msisdn.slice(3, 6)} ••• ${msisdn.slice(9)}`;
}
