import { displayName } from "../shortcodes/shortcode";
import { promptText } from "../subscribers/prompt-text";
import { subscriberOf, PIN } from "../subscribers/subscriber";
import type { Transaction } from "../transactions/transaction";
import type { World } from "../world";

const RECENT_SHOWN = 12;

/** What the page shows: the chosen phone, if any, and the newest prompts of all numbers. */
export function phoneState(world: World, msisdn: string | null) {
  const prompted = [...world.transactions.values()].filter(({ prompt }) => prompt !== null);
  return {
    pin: PIN,
    phone: msisdn === null ? null : phoneView(world, msisdn),
    recent: prompted.slice(-RECENT_SHOWN).reverse().map(recentView),
  };
}

function phoneView(world: World, msisdn: string) {
  const subscriber = subscriberOf(world, msisdn);
  const open = world.transactions.get(subscriber.openPrompt ?? "");
  return {
    msisdn,
    balanceKes: subscriber.balanceKes,
    reachable: subscriber.reachable,
    prompt: open?.shown ? promptOnScreen(world, open) : null,
    messages: subscriber.messages,
  };
}

function promptOnScreen(world: World, transaction: Transaction) {
  const { shortcode, amountKes, accountReference } = transaction;
  return {
    checkoutRequestId: transaction.checkoutRequestId,
    text: promptText(shortcode, amountKes, accountReference),
    secondsLeft: Math.max(0, Math.ceil((transaction.promptEndsAt - world.now()) / 1000)),
  };
}

function recentView(transaction: Transaction) {
  return {
    checkoutRequestId: transaction.checkoutRequestId,
    msisdn: transaction.msisdn,
    amountKes: transaction.amountKes,
    shop: displayName(transaction.shortcode),
    accountReference: transaction.accountReference,
    state: transaction.prompt,
    at: transaction.createdAt,
  };
}
