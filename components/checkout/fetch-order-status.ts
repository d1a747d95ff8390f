import type { OrderStatusView } from "@/lib/payments/model";
import { readOrderStatus } from "./read-order-status";

/** Longer than any answer should take on a bad line; then the next poll has its turn. */
const TIMEOUT_MS = 10_000;

/** What one poll brought: the status, and how far the browser's clock is behind the server's. */
export type StatusAnswer = { status: OrderStatusView; clockOffsetMs: number | null };

function clockOffsetOf(response: Response): number | null {
  const serverTime = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(serverTime) ? null : serverTime - Date.now();
}

/** Asks for an order's status. Throws when the line or the server is down: the caller asks again. */
export async function fetchOrderStatus(
  orderId: string,
  signal: AbortSignal,
): Promise<StatusAnswer> {
  const response = await fetch(`/api/orders/${encodeURIComponent(orderId)}/status`, {
    cache: "no-store",
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  if (!response.ok) throw new Error(`order status answered ${response.status}`);
  const body: unknown = await response.json();
  const status = readOrderStatus(body);
  if (!status) throw new Error("order status answered something else");
  return { status, clockOffsetMs: clockOffsetOf(response) };
}
