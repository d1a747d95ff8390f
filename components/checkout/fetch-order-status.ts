import type { OrderStatusView } from "@/lib/payments/model";
import { readOrderStatus } from "./read-order-status";

/** What one question brought: the status, and how far the browser's clock is behind the server's. */
export type StatusAnswer = { status: OrderStatusView; clockOffsetMs: number | null };

export type StatusQuestion = {
  orderId: string;
  /** The version that is known already. */
  after: number;
  /** How long the server may wait for a later one; 0 for an answer at once. */
  waitSeconds: number;
  signal: AbortSignal;
};

function clockOffsetOf(response: Response): number | null {
  const serverTime = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(serverTime) ? null : serverTime - Date.now();
}

/** Asks for an order's status. Throws when the line or the server is down, or `signal` ends it. */
export async function fetchOrderStatus(question: StatusQuestion): Promise<StatusAnswer> {
  const { orderId, after, waitSeconds, signal } = question;
  const hold = waitSeconds > 0 ? `?after=${after}&wait=${waitSeconds}` : "";
  const response = await fetch(`/api/orders/${encodeURIComponent(orderId)}/status${hold}`, {
    cache: "no-store",
    signal,
  });
  if (!response.ok) throw new Error(`order status answered ${response.status}`);
  const body: unknown = await response.json();
  const status = readOrderStatus(body);
  if (!status) throw new Error("order status answered something else");
  return { status, clockOffsetMs: clockOffsetOf(response) };
}
