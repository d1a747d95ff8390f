import { failpoint } from "@/lib/failpoints";
import { isIdOf } from "@/lib/ids";
import { readOrderStatus } from "@/lib/payments/read-order-status";
import { sweep } from "@/lib/payments/sweep";
import type { Runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";

/** Runs work after the answer was sent: `after` on Next, a tracked set on a server of our own. */
export type Defer = (work: () => Promise<void>) => void;

/** A page asks again; holding it any longer would tell it nothing. */
const ANSWER_LIMIT_MS = 5_000;

const headers = { "cache-control": "no-store" };
const error = (status: number, code: string, message: string) =>
  Response.json({ error: { code, message } }, { status, headers });

/**
 * `GET /api/orders/{orderId}/status`: the public answer from one statement. What is due for this
 * order (a query, an ended window) is brought forward behind the answer, never before it.
 */
export async function handleOrderStatus(
  runtime: Runtime,
  orderId: string,
  { defer }: { defer: Defer },
): Promise<Response> {
  try {
    await failpoint("status:asked");
    const read = isIdOf("order", orderId)
      ? await settleWithin(ANSWER_LIMIT_MS, readOrderStatus(runtime, orderId))
      : null;
    if (!read) return error(404, "order_not_found", "There is no such order.");
    await failpoint("status:read");
    if (read.isDue) {
      defer(async () => {
        try {
          await failpoint("status:deferred");
          await sweep(runtime, orderId);
          await failpoint("status:tended");
        } catch (cause) {
          runtime.log.error("deferred check failed", { orderId, error: cause });
        }
      });
    }
    return Response.json(read.view, { headers });
  } catch (cause) {
    runtime.log.error("order status", { orderId, error: cause });
    return error(503, "unavailable", "The status cannot be read at the moment. Ask again shortly.");
  }
}
