import { scaled, type Figure } from "../proofs/proof";
import { successBody } from "./bodies";
import { isUnpaid, readBooks } from "./books";
import type { Dice } from "../support/dice";
import { rollDice } from "./dice";
import type { Door } from "./doors";
import { deliverGenuine, type Genuine } from "./genuine";
import type { HostileWorld } from "./hostile-world";
import { inParallel } from "../support/in-parallel";
import { postCallback, type Answers } from "./post-callback";

const FULL_GUESSES = 10_000;
const GUESSES_EACH = 100;
const AT_ONCE = 6;
const DIGITS = "0123456789";

/**
 * A CheckoutRequestID as somebody guesses it who knows the payer and the second: the shape is
 * `ws_CO_`, a time in Nairobi, a fraction, and the last nine digits of the payer's number.
 */
function guessCheckoutRequestId(dice: Dice, door: Door): string {
  const { checkoutRequestId, msisdn } = door;
  const stamp = checkoutRequestId.slice("ws_CO_".length, "ws_CO_".length + 14);
  const second = String((Number(stamp.slice(-2)) + dice.below(3)) % 60).padStart(2, "0");
  const time = dice.chance(0.8) ? stamp : `${stamp.slice(0, -2)}${second}`;
  const fraction = dice.text(DIGITS, dice.chance(0.9) ? 3 : 1);
  const guess = `ws_CO_${time}${fraction}${msisdn.slice(-9)}`;
  return guess === checkoutRequestId ? guessCheckoutRequestId(dice, door) : guess;
}

/** Guessed CheckoutRequestIDs in otherwise perfect results, under a right token: none pays. */
export async function proveGuesses(
  world: HostileWorld,
  tally: { genuine: Genuine; answers: Answers },
): Promise<Figure[]> {
  const { sql, context } = world;
  const dice = rollDice(context.seed, "guesses");
  const guesses = scaled(FULL_GUESSES, context);
  const doors = await world.openDoors(Math.ceil(guesses / GUESSES_EACH));
  context.progress(`${guesses} guessed CheckoutRequestIDs`);
  const counts = { sent: 0, paid: 0 };
  await inParallel(doors, AT_ONCE, async (door) => {
    for (let sent = 0; sent < GUESSES_EACH && counts.sent < guesses; sent += 1) {
      counts.sent += 1;
      const checkoutRequestId = guessCheckoutRequestId(dice, door);
      await postCallback(tally.answers, door.url, successBody(door, { checkoutRequestId }));
    }
    if (!isUnpaid(await readBooks(sql, door.orderId))) counts.paid += 1;
    await deliverGenuine(world, door, tally);
  });
  return [
    { name: "right token, guessed CheckoutRequestIDs", value: counts.sent, must: { be: guesses } },
    { name: "  orders that one of them made paid", value: counts.paid, must: { be: 0 } },
  ];
}
