import type { MerchantReads } from "@/lib/merchants/as-merchant";
import { readPlace } from "@/lib/merchants/keyset";
import { listPayments } from "@/lib/merchants/list-payments";
import { PAYMENT_FILTERS } from "@/lib/merchants/model";
import { readFilter } from "@/lib/merchants/read-filter";
import { runtime } from "@/lib/runtime";
import { type ListSearch, readListQuery } from "../list-query";

/** What the payments list shows at an address; null where a filter is wrong. */
export async function readPayments(merchant: MerchantReads, search: ListSearch) {
  const { filter } = readFilter(search, PAYMENT_FILTERS);
  const place = readPlace("attempt", readListQuery(search));
  return filter && listPayments(runtime(), merchant, { place, filter });
}
