import { listBrokenRules } from "@/lib/merchants/list-broken-rules";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { BrokenRule } from "@/lib/merchants/model";
import { readOrThrowPlainly } from "./read-or-throw-plainly";

/** What every page of the dashboard says first: rules of money that the merchant's orders break. */
export function currentBrokenRules(merchant: MerchantReads): Promise<BrokenRule[]> {
  return readOrThrowPlainly(() => listBrokenRules(merchant));
}
