import { DEMO_MERCHANT_ID } from "@/lib/merchants/demo-merchant";
import type { Runtime } from "@/lib/runtime";
import { createOrder } from "./create-order";

export type DemoItem = { id: string; title: string; amountKes: number };

/** What the demo shop sells. */
export const DEMO_ITEMS: readonly DemoItem[] = [
  { id: "chai", title: "Chai na mandazi", amountKes: 120 },
  { id: "unga", title: "Unga wa ugali 2 kg", amountKes: 210 },
  { id: "sukuma", title: "Sukuma wiki, three bunches", amountKes: 60 },
  { id: "kiondo", title: "Kiondo basket", amountKes: 2_500 },
];

export type DemoOrderResult =
  { ok: true; orderId: string } | { ok: false; reason: "shop_closed" | "unknown_item" | "invalid" };

/**
 * Creates an order of the demo merchant, for an item of the shop or an amount of one's own. Only
 * where DEMO_SHOP is on and the demo merchant was seeded; anywhere else the shop is closed.
 */
export async function createDemoOrder(
  runtime: Pick<Runtime, "db" | "env">,
  input: { itemId: string } | { amountKes: number; title: string },
): Promise<DemoOrderResult> {
  if (runtime.env.DEMO_SHOP !== "on") return { ok: false, reason: "shop_closed" };
  const item = "itemId" in input ? DEMO_ITEMS.find(({ id }) => id === input.itemId) : input;
  if (!item) return { ok: false, reason: "unknown_item" };
  const { amountKes, title } = item;
  const result = await createOrder(runtime, DEMO_MERCHANT_ID, { amountKes, title });
  if (result.ok) return { ok: true, orderId: result.order.id };
  switch (result.reason) {
    case "invalid":
      return { ok: false, reason: "invalid" };
    case "no_shortcode":
      return { ok: false, reason: "shop_closed" };
    case "idempotency_mismatch":
      throw new Error("an order without a key cannot repeat one");
  }
}
