import { z } from "zod";
import { deliver, deliveryView } from "../callbacks/deliver";
import { json, type Incoming, type Reply } from "../http/exchange";
import type { JsonValue } from "../http/json";
import type { World } from "../world";
import { controlError } from "./control-error";
import { readControlBody } from "./read-control-body";

const deliverSchema = z.strictObject({ body: z.custom<JsonValue>(() => true).optional() });

/** Every delivery tried and ended, oldest first; one under way shows when it has its status. */
export function listCallbacks(world: World): Reply {
  const ended = world.deliveries.filter((delivery) => !delivery.underWay);
  return json(200, { deliveries: ended.map(deliveryView) });
}

/** Delivers a transaction's callback (again), or the given JSON in its place; knobs do not apply. */
export async function deliverCallback(
  world: World,
  incoming: Incoming,
  checkoutRequestId: string,
): Promise<Reply> {
  const transaction = world.transactions.get(checkoutRequestId);
  if (!transaction) {
    return controlError(404, "transaction_not_found", "No push has this CheckoutRequestID.");
  }
  const request = readControlBody(incoming, deliverSchema);
  if (!request.ok) return request.answer;
  const given = Object.hasOwn(request.value, "body") ? request.value.body : undefined;
  const body = given === undefined ? transaction.callbackBody : given;
  if (body === undefined) {
    return controlError(409, "prompt_open", "There is no result yet; give a body to send one.");
  }
  return json(200, deliveryView(await deliver(world, transaction, body)));
}
