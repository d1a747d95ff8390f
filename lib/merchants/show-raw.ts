import { isMsisdn, maskMsisdn } from "@/lib/phone";

const MAX_JSON_CHARS = 16_384;
const MAX_TEXT_CHARS = 4_096;
/** Deeper than anything Safaricom sends; what is below is not shown. */
const MAX_DEPTH = 20;

/** A Kenyan mobile number in any of its plain spellings, as a whole number and not a part of one. */
const PHONE = /(?<!\d)(?:\+?254|0)?([17]\d{8})(?!\d)/g;
/** A CheckoutRequestID holds the payer's number, and is all that is needed to ask about a payment. */
const CHECKOUT_ID = /ws_CO_[\w.-]*/gi;
const SECRET_KEY = /^(?:checkoutrequestid|password|passkey|securitycredential|access_?token)$/i;
/** Controls and marks that would hide or turn text around. */
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Surrogate}]/gu;

/**
 * Raw evidence for a person: JSON is set out in lines, anything else is text of at most 4,096
 * characters; phone numbers and secrets are masked, invisible characters are written out.
 */
export function showRaw(raw: string): string {
  try {
    const shown = JSON.stringify(mask(JSON.parse(raw), MAX_DEPTH), null, 2);
    return cut(shown, MAX_JSON_CHARS);
  } catch {
    return cut(maskText(spellOut(raw)), MAX_TEXT_CHARS);
  }
}

function mask(value: unknown, depth: number): unknown {
  if (typeof value === "string") return maskString(value, depth);
  if (typeof value === "number") {
    const text = String(value);
    const masked = maskText(text);
    return masked === text ? value : masked;
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return "…";
  if (Array.isArray(value)) return value.map((inner) => mask(inner, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]): [string, unknown] => [
      maskText(key),
      SECRET_KEY.test(key) ? "•••" : mask(inner, depth - 1),
    ]),
  );
}

/** Our own records carry Safaricom's body as text: JSON within JSON is set out too. */
function maskString(text: string, depth: number): unknown {
  if (depth > 0 && /^\s*[{[]/.test(text)) {
    try {
      return mask(JSON.parse(text), depth - 1);
    } catch {
      return maskText(text);
    }
  }
  return maskText(text);
}

function maskText(text: string): string {
  return text
    .replaceAll(CHECKOUT_ID, "ws_CO_•••")
    .replaceAll(PHONE, (_found, subscriber: string) => {
      const msisdn = `254${subscriber}`;
      return isMsisdn(msisdn) ? maskMsisdn(msisdn) : "•••";
    });
}

function spellOut(text: string): string {
  return text.replaceAll(INVISIBLE, (sign) =>
    sign === "\n" || sign === "\t"
      ? sign
      : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function cut(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars)}…`;
}
