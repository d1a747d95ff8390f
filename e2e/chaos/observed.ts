import { z } from "zod";
import type { Debit, Delivery, Prompt } from "../support/simulator";
import type { AnsweredQuery } from "./daraja-tap";
import type { Tally } from "./tally";

const bodyShape = z.object({
  Body: z.object({
    stkCallback: z.looseObject({
      ResultCode: z.union([z.number(), z.string()]),
      CallbackMetadata: z.object({ Item: z.array(z.looseObject({ Name: z.string() })) }).optional(),
    }),
  }),
});

function readBody(body: unknown) {
  const parsed = bodyShape.safeParse(body);
  if (!parsed.success) return null;
  const { ResultCode, CallbackMetadata } = parsed.data.Body.stkCallback;
  return { resultCode: ResultCode, items: CallbackMetadata?.Item ?? [] };
}

/** Counts what the provider's own records show of its bad days. */
export function tallyProvider(
  tally: Tally,
  seen: { debits: Debit[]; prompts: Prompt[]; deliveries: Delivery[]; queries: AnsweredQuery[] },
): void {
  const promptOf = new Map(seen.prompts.map((prompt) => [prompt.checkoutRequestId, prompt]));
  const asked = new Map(seen.prompts.map((p) => [p.checkoutRequestId, p.amountKes]));
  for (const { checkoutRequestId, amountKes } of seen.debits) {
    if (asked.get(checkoutRequestId) !== amountKes) tally.add("callback with another amount");
  }
  const codes = new Map<string, Set<string>>();
  for (const { checkoutRequestId, status, attempt, body } of seen.deliveries) {
    if (status === null && attempt === 0) tally.add("callback dropped");
    if (status === null && attempt > 0) tally.add("callback unanswered");
    if (attempt === 2) tally.add("callback delivered again");
    const read = readBody(body);
    if (read === null) continue;
    if (typeof read.resultCode === "string") tally.add("callback with the code as text");
    if (read.items.some((item) => item.Name === "Balance" && !("Value" in item))) {
      tally.add("callback with an empty balance");
    }
    const told = codes.get(checkoutRequestId) ?? new Set();
    codes.set(checkoutRequestId, told.add(String(read.resultCode)));
  }
  for (const told of codes.values()) {
    if (told.has("1032") && told.has("0")) tally.add("success after failure");
  }
  tally.add("callbacks out of order", countOvertakings(seen.prompts, seen.deliveries));
  for (const { checkoutRequestId, resultCode } of seen.queries) {
    const state = promptOf.get(checkoutRequestId)?.state;
    if (resultCode === "1032" && state === "paid") tally.add("query wrong failure");
  }
}

/** Callbacks that arrived before one whose prompt is older. */
function countOvertakings(prompts: Prompt[], deliveries: Delivery[]): number {
  const rank = new Map(prompts.map((prompt, index) => [prompt.checkoutRequestId, index]));
  let newest = -1;
  let count = 0;
  for (const { checkoutRequestId, status } of deliveries) {
    const at = rank.get(checkoutRequestId);
    if (at === undefined || status === null) continue;
    if (at < newest) count += 1;
    newest = Math.max(newest, at);
  }
  return count;
}
