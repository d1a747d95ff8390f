import { scaled, type Figure } from "../proofs/proof";
import { isUnpaid, readBooks } from "./books";
import { rollDice } from "./dice";
import { deliverGenuine, type Genuine } from "./genuine";
import type { HostileWorld } from "./hostile-world";
import { inParallel } from "../support/in-parallel";
import { mutateBody } from "./mutate";
import { postCallback, type Answers } from "./post-callback";
import { readsAsGenuine } from "./reads-as-genuine";

const FULL_DOORS = 200;
const BODIES_EACH = 20;
const AT_ONCE = 6;

/** Genuine bodies with their structure broken, under their own right token: none pays. */
export async function proveMutations(
  world: HostileWorld,
  tally: { genuine: Genuine; answers: Answers },
): Promise<Figure[]> {
  const { sql, context } = world;
  const dice = rollDice(context.seed, "mutations");
  const doors = await world.openDoors(Math.max(2, scaled(FULL_DOORS, context)));
  context.progress(`${doors.length * BODIES_EACH} mutations of genuine bodies`);
  const counts = { sent: 0, stillGenuine: 0, paid: 0 };
  await inParallel(doors, AT_ONCE, async (door) => {
    for (let sent = 0; sent < BODIES_EACH;) {
      const body = mutateBody(dice, door.genuine);
      if (readsAsGenuine(body, door)) {
        counts.stillGenuine += 1;
        continue;
      }
      await postCallback(tally.answers, door.url, body);
      sent += 1;
      counts.sent += 1;
      if (isUnpaid(await readBooks(sql, door.orderId))) continue;
      counts.paid += 1;
      context.progress(`PAID BY A MUTATION ${door.orderId}: ${body.toString().slice(0, 500)}`);
      break;
    }
    await deliverGenuine(world, door, tally);
  });
  return [
    { name: "right token, structural mutations of genuine bodies", value: counts.sent },
    { name: "  drawn besides, which still say the same: not sent", value: counts.stillGenuine },
    { name: "  that made an order paid", value: counts.paid, must: { be: 0 } },
  ];
}
