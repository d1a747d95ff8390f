import { listBrokenRules } from "@/lib/merchants/list-broken-rules";
import type { BrokenRule, Member } from "@/lib/merchants/model";
import { runtime } from "@/lib/runtime";
import { readOrThrowPlainly } from "./read-or-throw-plainly";

/** What every page of the dashboard says first: rules of money that the member's orders break. */
export function currentBrokenRules(member: Member): Promise<BrokenRule[]> {
  return readOrThrowPlainly(() => listBrokenRules(runtime(), member));
}
