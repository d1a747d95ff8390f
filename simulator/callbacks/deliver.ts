import type { JsonValue } from "../http/json";
import type { Transaction } from "../transactions/transaction";
import type { World } from "../world";
import { postJson } from "./post-json";

const DELIVERY_TIMEOUT_MS = 10_000;

/** One callback on its way to a merchant, or dropped on it. */
export interface Delivery {
  readonly checkoutRequestId: string;
  readonly url: string;
  /** The merchant's HTTP status; null when dropped, unanswered or still under way. */
  status: number | null;
  /** 1 for the first delivery of a transaction; 0 for one that was dropped. */
  readonly attempt: number;
  readonly at: number;
  readonly body: JsonValue;
  underWay: boolean;
}

/** Posts a callback once, as Safaricom does (daraja.md, 2.7 and 2.8), and keeps record of it. */
export async function deliver(
  world: World,
  transaction: Transaction,
  body: JsonValue,
): Promise<Delivery> {
  transaction.deliveryCount += 1;
  const delivery = record(world, transaction, body, transaction.deliveryCount);
  const headers = {
    "Content-Type": "application/json;charset=UTF-8",
    Businessshortcode: transaction.shortcode.businessShortCode,
  };
  delivery.underWay = true;
  const text = JSON.stringify(body);
  const { callbackUrl } = transaction;
  delivery.status = await postJson(world.pending, callbackUrl, headers, text, DELIVERY_TIMEOUT_MS);
  delivery.underWay = false;
  return delivery;
}

/** Records a callback that never left. */
export function dropDelivery(world: World, transaction: Transaction, body: JsonValue): void {
  record(world, transaction, body, 0);
}

/** A delivery as the control API shows it (contract). */
export function deliveryView(delivery: Delivery) {
  const { checkoutRequestId, url, status, attempt, at, body } = delivery;
  return { checkoutRequestId, url, status, attempt, at: new Date(at).toISOString(), body };
}

function record(
  world: World,
  transaction: Transaction,
  body: JsonValue,
  attempt: number,
): Delivery {
  const delivery: Delivery = {
    checkoutRequestId: transaction.checkoutRequestId,
    url: transaction.callbackUrl,
    status: null,
    attempt,
    at: world.now(),
    body,
    underWay: false,
  };
  world.deliveries.push(delivery);
  return delivery;
}
