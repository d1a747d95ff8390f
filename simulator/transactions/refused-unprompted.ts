import { creditedParty } from "../shortcodes/shortcode";
import { PROMPT_LIMIT_CHARACTERS, promptText } from "../subscribers/prompt-text";
import { paidSameLately, subscriberOf } from "../subscribers/subscriber";
import type { World } from "../world";
import type { PushRequest } from "../daraja/push-request";
import type { ResultCode } from "./result-codes";

/**
 * The result of a push that is accepted but never reaches the customer, or null: wrong type 2028 and
 * wrong PartyB SFC_IC0003 (daraja.md, 2.3), a prompt too long for USSD 1025 (2.2), and the
 * two-minute rule 17 (contract).
 */
export function refusedUnprompted(world: World, push: PushRequest): ResultCode | null {
  const { shortcode } = push;
  const ownType = shortcode.type === "till" ? "CustomerBuyGoodsOnline" : "CustomerPayBillOnline";
  if (push.transactionType !== ownType) return "2028";
  if (push.partyB !== creditedParty(shortcode)) return "SFC_IC0003";
  const text = promptText(shortcode, push.amountKes, push.accountReference);
  if (text.length > PROMPT_LIMIT_CHARACTERS) return "1025";
  const subscriber = subscriberOf(world, push.msisdn);
  return paidSameLately(subscriber, push.amountKes, world.now()) ? "17" : null;
}
