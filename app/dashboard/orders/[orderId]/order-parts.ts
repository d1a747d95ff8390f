import type { ListSearch } from "../../list-query";
import type { OrderParts } from "@/lib/merchants/read-order-page";

const pageOf = (value: string | string[] | undefined) =>
  typeof value === "string" && /^[1-9]\d{0,5}$/.test(value) ? Number(value) : null;

/** Which pages of the order's long lists an address asks for. */
export function readOrderParts(search: ListSearch): OrderParts {
  return { timeline: pageOf(search["timeline"]), evidence: pageOf(search["evidence"]) };
}

/** The query of an address with these pages; "" without any. */
export function partsQuery({ timeline, evidence }: OrderParts): string {
  const query = new URLSearchParams();
  if (timeline !== null) query.set("timeline", String(timeline));
  if (evidence !== null) query.set("evidence", String(evidence));
  return query.size === 0 ? "" : `?${query.toString()}`;
}
