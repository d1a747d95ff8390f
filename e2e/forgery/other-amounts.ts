import { scaled, type Figure } from "../proofs/proof";
import { successBody } from "./bodies";
import { isUnpaid, readBooks } from "./books";
import type { Dice } from "../support/dice";
import { rollDice } from "./dice";
import { deliverGenuine, type Genuine } from "./genuine";
import type { HostileWorld } from "./hostile-world";
import { inParallel } from "../support/in-parallel";
import { postCallback, type Answers } from "./post-callback";

const FULL_DOORS = 80;
const BODIES_EACH = 5;
const AT_ONCE = 6;

/** Another amount, one that is whole and positive, so that it is money that came. */
function otherAmount(dice: Dice, asked: number): number | string {
  const amount = dice.pick([asked - 1, asked + 1, 1, asked * 10, asked * 100, 250_000, 2_000_000]);
  return dice.chance(0.3) ? `${amount}.00` : amount;
}

/** What is no amount at all: nothing is known of the money. */
const noAmount = (dice: Dice, asked: number): unknown =>
  dice.pick([
    ...[asked + 0.5, asked - 1e-6, -asked, 0, `${asked}.5`, `-${asked}`, `${asked}e0`, `+${asked}`],
    ...["", null, true, [asked], { Value: asked }, `${asked} KES`, "1,000", 1e300],
  ]);

/** With a right token, another amount: a person decides, and nothing is counted. */
export async function proveOtherAmounts(
  world: HostileWorld,
  tally: { genuine: Genuine; answers: Answers },
): Promise<Figure[]> {
  const { sql, context } = world;
  const dice = rollDice(context.seed, "other amounts");
  const doors = await world.openDoors(Math.max(2, scaled(FULL_DOORS, context)));
  context.progress(`${doors.length * BODIES_EACH} callbacks with other amounts`);
  const counts = { sent: 0, counted: 0, notInReview: 0, rows: 0, unflagged: 0 };
  await inParallel(doors, AT_ONCE, async (door) => {
    const isMoney = dice.chance(0.7);
    for (let sent = 0; sent < BODIES_EACH; sent += 1) {
      const amount = (isMoney ? otherAmount : noAmount)(dice, door.amountKes);
      await postCallback(tally.answers, door.url, successBody(door, { amount }));
      counts.sent += 1;
      const books = await readBooks(sql, door.orderId);
      if (!isUnpaid(books)) counts.counted += 1;
      if (isMoney && books.outcomes.join() !== "review") counts.notInReview += 1;
      if (books.payments.length !== (isMoney ? 1 : 0)) counts.rows += 1;
      if (!books.flags.includes("needs_review")) counts.unflagged += 1;
    }
    await deliverGenuine(world, door, tally);
  });
  return [
    { name: "right token, another amount", value: counts.sent },
    { name: "  counted as paid", value: counts.counted, must: { be: 0 } },
    {
      name: "  whole amounts that did not go to review",
      value: counts.notInReview,
      must: { be: 0 },
    },
    { name: "  with more or fewer payment rows than moneys", value: counts.rows, must: { be: 0 } },
    { name: "  that left the order unflagged", value: counts.unflagged, must: { be: 0 } },
  ];
}
