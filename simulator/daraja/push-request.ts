import type { JsonObject } from "../http/json";
import type { Shortcode } from "../shortcodes/shortcode";
import { MSISDN } from "../subscribers/msisdn";
import type { World } from "../world";
import { invalidField } from "./error-envelope";
import { textOf, type Checked } from "./fields";
import { checkMerchant } from "./merchant";

const AMOUNT_LIMIT_KES = 250_000; // daraja.md, 2.9
const TRANSACTION_TYPES = ["CustomerPayBillOnline", "CustomerBuyGoodsOnline"] as const;

/** A push that Daraja would accept for processing. */
export interface PushRequest {
  readonly shortcode: Shortcode;
  readonly transactionType: (typeof TRANSACTION_TYPES)[number];
  readonly amountKes: number;
  readonly partyB: string;
  readonly msisdn: string;
  readonly callbackUrl: string;
  readonly accountReference: string;
}

/**
 * Checks the fields of a push in the order of daraja.md, 2.2; the first bad one is named. Numbers and
 * strings of digits are alike. Text longer than its field is let through (2.2, "About 13 vs 182").
 */
export function checkPush(world: World, body: JsonObject): Checked<PushRequest> {
  const fail = (field: string) => ({ ok: false as const, answer: invalidField(world, field) });
  const type = textOf(body, "TransactionType");
  const transactionType = TRANSACTION_TYPES.find((known) => known === type);
  const amount = textOf(body, "Amount");
  const amountKes = /^\d{1,9}$/.test(amount) ? Number(amount) : 0;
  const partyB = textOf(body, "PartyB");
  const msisdn = textOf(body, "PhoneNumber");
  const callbackUrl = textOf(body, "CallBackURL");
  const accountReference = textOf(body, "AccountReference");

  const merchant = checkMerchant(world, body);
  if (!merchant.ok) return merchant;
  if (!transactionType) return fail("TransactionType");
  if (amountKes < 1 || amountKes > AMOUNT_LIMIT_KES) return fail("Amount");
  if (!MSISDN.test(textOf(body, "PartyA"))) return fail("PartyA");
  if (!/^\d{5,7}$/.test(partyB)) return fail("PartyB");
  if (!MSISDN.test(msisdn)) return fail("PhoneNumber");
  if (!isCallbackUrl(callbackUrl)) return fail("CallBackURL");
  if (accountReference.trim() === "") return fail("AccountReference");

  const shortcode = merchant.value;
  return {
    ok: true,
    value: {
      shortcode,
      transactionType,
      amountKes,
      partyB,
      msisdn,
      callbackUrl,
      accountReference,
    },
  };
}

/** Unlike the real one this takes http and loopback hosts; stray spaces are refused alike (2.8). */
function isCallbackUrl(text: string): boolean {
  if (/[\s<>"\\^`{|}]/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}
