import { failpoint } from "@/lib/failpoints";
import { isIdOf } from "@/lib/ids";
import { readOrderStatus, type OrderStatusRead } from "@/lib/payments/read-order-status";
import type { Runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { holdStatus } from "./hold-status";
import { readStatusHold } from "./status-hold";
import { tendOrder } from "./tend-order";

/** Runs work after the answer was sent: `after` on Next, a tracked set on a server of our own. */
export type Defer = (work: () => Promise<void>) => void;

/** A page asks again; a reading that takes longer would tell it nothing. */
const ANSWER_LIMIT_MS = 5_000;

const headers = { "cache-control": "no-store" };
const error = (status: number, code: string, message: string) =>
  Response.json({ error: { code, message } }, { status, headers });

/** A server that is to end waits for every connection that is kept alive: this one is over. */
const headersOf = ({ orderChanges }: Runtime) =>
  orderChanges.isStopped() ? { ...headers, connection: "close" } : headers;

/** The status as it is now, or, where the request asks for it and this host can, once it is news. */
async function readOrHold(
  runtime: Runtime,
  request: Request,
  orderId: string,
  defer: Defer,
): Promise<OrderStatusRead | null> {
  const read = () => settleWithin(ANSWER_LIMIT_MS, readOrderStatus(runtime, orderId));
  const hold = readStatusHold(request.url);
  if (hold === null) return read();
  return holdStatus(runtime.orderChanges, orderId, {
    ...hold,
    signal: request.signal,
    read,
    tend: () => {
      const tending = tendOrder(runtime, orderId);
      defer(() => tending);
      return tending;
    },
  });
}

/**
 * `GET /api/orders/{orderId}/status`: the public answer from one statement; with `?after=&wait=` it
 * may be held until the version passes `after`. What is due for this order (a query, an ended window)
 * is brought forward behind the answer or beside the wait, and no answer waits for it.
 */
export async function handleOrderStatus(
  runtime: Runtime,
  request: Request,
  orderId: string,
  { defer }: { defer: Defer },
): Promise<Response> {
  try {
    await failpoint("status:asked");
    const read = isIdOf("order", orderId)
      ? await readOrHold(runtime, request, orderId, defer)
      : null;
    if (!read) return error(404, "order_not_found", "There is no such order.");
    await failpoint("status:read");
    if (read.isDue) defer(() => tendOrder(runtime, orderId));
    return Response.json(read.view, { headers: headersOf(runtime) });
  } catch (cause) {
    runtime.log.error("order status", { orderId, error: cause });
    return error(503, "unavailable", "The status cannot be read at the moment. Ask again shortly.");
  }
}
