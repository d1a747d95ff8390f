import { drawMs, strikes } from "../faults/draw";
import type { ResultCode } from "../transactions/result-codes";
import type { Transaction } from "../transactions/transaction";
import type { World } from "../world";
import { callbackBody } from "./callback-body";
import { deliver, dropDelivery } from "./deliver";

/**
 * Tells the merchant a result: late, twice or not at all where a knob strikes. Resolves when nothing
 * more will be sent.
 */
export async function reportResult(
  world: World,
  transaction: Transaction,
  code: ResultCode,
  options: { readonly atOnce: boolean },
): Promise<void> {
  const body = callbackBody(world, transaction, code);
  transaction.callbackBody = body;
  const knobs = world.faults.callback;
  const reference = transaction.accountReference;
  if (strikes(world, "callback.drop", knobs?.drop, reference)) {
    dropDelivery(world, transaction, body);
    return;
  }
  const copies = strikes(world, "callback.duplicate", knobs?.duplicate, reference) ? 2 : 1;
  const delayMs = drawMs(world, "callback.delayMs", knobs?.delayMs, reference);
  if (!options.atOnce && !(await world.pending.sleep(delayMs))) return;
  // Copies leave together: a merchant that is not idempotent has to meet both at once.
  await Promise.all(Array.from({ length: copies }, () => deliver(world, transaction, body)));
}
