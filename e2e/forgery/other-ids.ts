import { scaled, type Figure } from "../proofs/proof";
import { failureBody, successBody } from "./bodies";
import { isUnpaid, readBooks } from "./books";
import type { Dice } from "../support/dice";
import { rollDice } from "./dice";
import type { Door } from "./doors";
import { deliverGenuine, type Genuine } from "./genuine";
import type { HostileWorld } from "./hostile-world";
import { inParallel } from "../support/in-parallel";
import { postCallback, type Answers } from "./post-callback";

const FULL_DOORS = 60;
const BODIES_EACH = 10;
const AT_ONCE = 6;

function respell(dice: Dice, id: string): string {
  const at = dice.below(id.length);
  const other = dice.pick(
    Array.from("0123456789abcdefXYZ_-").filter((letter) => letter !== id[at]),
  );
  const respelled = [
    `${id.slice(0, at)}${other}${id.slice(at + 1)}`,
    `${id}0`,
    id.slice(0, -1),
    `${id} `,
    ` ${id}`,
    `${id}\u0000`,
    id.toUpperCase() === id ? id.toLowerCase() : id.toUpperCase(),
    id.repeat(3),
    dice.text("0123456789abcdef-", 24),
  ];
  return dice.pick(respelled);
}

/** A result, good or bad, about another push than the one the token was made for. */
function strangeBody(dice: Dice, door: Door, other: Door): string {
  const isOther = dice.chance(0.3);
  const checkoutRequestId = isOther
    ? other.checkoutRequestId
    : respell(dice, door.checkoutRequestId);
  const merchantRequestId = isOther
    ? other.merchantRequestId
    : respell(dice, door.merchantRequestId);
  const changes = dice.pick([
    { checkoutRequestId },
    { merchantRequestId },
    { checkoutRequestId, merchantRequestId },
  ]);
  if (dice.chance(0.7)) return successBody(door, changes);
  return failureBody({ ...door, ...changes }, dice.pick([1032, 1037, 1, 2001]), "Not this one");
}

type Counts = {
  sent: number;
  changed: number;
  unflagged: number;
  untold: number;
  unlogged: number;
};

/** With a right token, another push's ids: no outcome changes, a flag, a security event. */
export async function proveOtherIds(
  world: HostileWorld,
  tally: { genuine: Genuine; answers: Answers },
): Promise<Figure[]> {
  const { sql, context, own } = world;
  const dice = rollDice(context.seed, "other ids");
  const doors = await world.openDoors(Math.max(2, scaled(FULL_DOORS, context)));
  context.progress(`${doors.length * BODIES_EACH} callbacks about other pushes`);
  const counts: Counts = { sent: 0, changed: 0, unflagged: 0, untold: 0, unlogged: 0 };
  await inParallel(doors, AT_ONCE, async (door) => {
    const others = doors.filter(({ orderId }) => orderId !== door.orderId);
    for (let sent = 0; sent < BODIES_EACH; sent += 1) {
      await postCallback(tally.answers, door.url, strangeBody(dice, door, dice.pick(others)));
      counts.sent += 1;
      const books = await readBooks(sql, door.orderId);
      if (!isUnpaid(books) || books.outcomes.join() !== "pending") counts.changed += 1;
      if (!books.flags.includes("needs_review")) counts.unflagged += 1;
      if (!books.timeline.includes("callback_ids_differ")) counts.untold += 1;
    }
    await deliverGenuine(world, door, tally);
  });
  const log = own.apps.map((app) => app.readLog()).join("\n");
  const events = log.split("\n").filter((line) => line.includes('"security event"'));
  counts.unlogged = doors.filter(
    ({ orderId }) =>
      !events.some((line) => line.includes(orderId) && line.includes("callback_ids_differ")),
  ).length;
  return [
    { name: "right token, another CheckoutRequestID or MerchantRequestID", value: counts.sent },
    { name: "  that changed an outcome or a sum", value: counts.changed, must: { be: 0 } },
    { name: "  that left the order unflagged", value: counts.unflagged, must: { be: 0 } },
    { name: "  without a security event on the timeline", value: counts.untold, must: { be: 0 } },
    {
      name: "  orders without a security event in the log",
      value: counts.unlogged,
      must: { be: 0 },
    },
  ];
}
