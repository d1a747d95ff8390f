import { scaled, type Figure } from "../proofs/proof";
import { failureBody, successBody } from "./bodies";
import { isPaidOnce, readBooks } from "./books";
import { rollDice } from "./dice";
import { deliverGenuine, type Genuine } from "./genuine";
import type { HostileWorld } from "./hostile-world";
import { inParallel } from "../support/in-parallel";
import { postCallback, type Answers } from "./post-callback";

const FULL_DOORS = 40;
const SECONDS_EACH = 5;
const MOST_REPLAYS = 20;
const AT_ONCE = 4;
const RECEIPT_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

type Tally = { genuine: Genuine; answers: Answers };

/** A second receipt after success: no sum changes, and the order is flagged. */
export async function proveSecondReceipts(world: HostileWorld, tally: Tally): Promise<Figure[]> {
  const { sql, context } = world;
  const dice = rollDice(context.seed, "second receipts");
  const doors = await world.openDoors(Math.max(2, scaled(FULL_DOORS, context)));
  const counts = { sent: 0, changed: 0, unflagged: 0, untold: 0 };
  await inParallel(doors, AT_ONCE, async (door) => {
    await deliverGenuine(world, door, tally);
    for (let sent = 0; sent < SECONDS_EACH; sent += 1) {
      const receipt = `S${dice.text(RECEIPT_ALPHABET, 9)}`;
      await postCallback(tally.answers, door.url, successBody(door, { receipt }));
      counts.sent += 1;
      const books = await readBooks(sql, door.orderId);
      if (!isPaidOnce(books, door)) counts.changed += 1;
      if (!books.flags.includes("needs_review")) counts.unflagged += 1;
      if (!books.timeline.includes("second_receipt")) counts.untold += 1;
    }
  });
  return [
    { name: "right token, a second receipt after success", value: counts.sent },
    {
      name: "  that changed a sum, a status or the receipt",
      value: counts.changed,
      must: { be: 0 },
    },
    { name: "  that left the order unflagged", value: counts.unflagged, must: { be: 0 } },
    { name: "  without a security event on the timeline", value: counts.untold, must: { be: 0 } },
  ];
}

/** The same body again and again, at once and one after the other; and a failure after all. */
export async function proveReplays(world: HostileWorld, tally: Tally): Promise<Figure[]> {
  const { sql, context } = world;
  const doors = await world.openDoors(Math.max(2, scaled(FULL_DOORS, context)));
  const counts = { replays: 0, changed: 0, rows: 0, failures: 0, undone: 0 };
  await inParallel([...doors.entries()], AT_ONCE, async ([number, door]) => {
    await deliverGenuine(world, door, tally);
    const before = await readBooks(sql, door.orderId);
    const replays = 1 + (number % MOST_REPLAYS);
    const atOnce = number % 2 === 0 ? replays : 1;
    await inParallel([...Array(replays).keys()], atOnce, () =>
      postCallback(tally.answers, door.url, door.genuine),
    );
    counts.replays += replays;
    const after = await readBooks(sql, door.orderId);
    if (after.evidenceRows !== before.evidenceRows) counts.rows += 1;
    if (JSON.stringify(after) !== JSON.stringify(before)) counts.changed += 1;
    await postCallback(tally.answers, door.url, failureBody(door, 1032, "Cancelled after all"));
    counts.failures += 1;
    if (!isPaidOnce(await readBooks(sql, door.orderId), door)) counts.undone += 1;
  });
  return [
    { name: "right token, genuine callbacks replayed", value: counts.replays },
    { name: "  orders on which a replay changed anything", value: counts.changed, must: { be: 0 } },
    { name: "  orders with another row of evidence", value: counts.rows, must: { be: 0 } },
    { name: "right token, a failure after success", value: counts.failures },
    { name: "  that took money away from paid", value: counts.undone, must: { be: 0 } },
  ];
}
