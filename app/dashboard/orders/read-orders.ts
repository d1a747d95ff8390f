import type { MerchantReads } from "@/lib/merchants/as-merchant";
import { readPlace } from "@/lib/merchants/keyset";
import { listOrderRows } from "@/lib/merchants/list-orders";
import { ORDER_STATUSES } from "@/lib/merchants/model";
import { readFilter } from "@/lib/merchants/read-filter";
import { runtime } from "@/lib/runtime";
import { type ListSearch, readListQuery } from "../list-query";

/** What the orders list shows at an address; null where a filter is wrong. */
export async function readOrders(merchant: MerchantReads, search: ListSearch) {
  const { filter } = readFilter(search, ORDER_STATUSES);
  const place = readPlace("order", readListQuery(search));
  return filter && listOrderRows(runtime(), merchant, { place, filter });
}
