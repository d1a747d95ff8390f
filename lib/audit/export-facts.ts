import type { ListFilter } from "@/lib/merchants/model";
import type { AuditFacts } from "./model";

/**
 * What a file was narrowed to, for the audit. Of a search it says only that there was one: it may be a
 * phone number or a receipt.
 */
export function exportFacts({ search, ...filter }: ListFilter): AuditFacts {
  const given = Object.entries({ ...filter, hasSearch: search === null ? null : true });
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}
