import type { Outcome, PushState } from "@/lib/payments/model";
import type { PushFinding } from "./model";

/** What is known of the attempt of a check's order. */
export type PushFacts = {
  push: PushState;
  outcome: Outcome;
  reason: string | null;
  /** The code of Daraja's refusal, or of the result. */
  code: string | null;
  /** What Daraja said when it refused the push. */
  message: string | null;
  hasCallback: boolean;
};

/** Results that tell of the shortcode and not of whoever was asked (daraja.md, 2.5). */
const SETUP_CODES: ReadonlyMap<string, PushFinding> = new Map([
  ["2028", "wrong_type"],
  ["SFC_IC0003", "wrong_type"],
  ["8", "balance_full"],
]);
/** One code with several meanings is told apart by its words (daraja.md, 2.6). */
const REFUSALS: readonly (readonly [RegExp, PushFinding])[] = [
  [/wrong credentials|invalid password/i, "wrong_pass_key"],
  [/merchant does not exist|invalid business ?short ?code/i, "unknown_number"],
  [/invalid (?:party ?b|transaction ?type)/i, "wrong_type"],
];
const OF_THE_PHONE = new Set(["invalid_phone", "phone_busy", "mpesa_busy", "too_soon"]);

/** How the prompt of KES 1 went, in one word for the merchant; null facts: there was no prompt. */
export function judgePush(facts: PushFacts | null): PushFinding {
  if (!facts) return "not_started";
  if (facts.push === "rejected") return judgeRefusal(facts);
  const { outcome, code, hasCallback } = facts;
  switch (outcome) {
    case "pending":
      return facts.push === "unknown" ? "unknown" : "waiting";
    case "unresolved":
      return "unknown";
    case "failed":
      return SETUP_CODES.get(code ?? "") ?? (hasCallback ? "answered" : "answered_no_callback");
    case "review":
      return hasCallback ? "answered" : "unknown";
    case "succeeded":
      return hasCallback ? "paid" : "paid_no_callback";
    default:
      return outcome satisfies never;
  }
}

function judgeRefusal({ reason, message }: PushFacts): PushFinding {
  const said = REFUSALS.find(([words]) => words.test(message ?? ""))?.[1];
  if (said) return said;
  if (reason === "not_sent") return "not_sent";
  return OF_THE_PHONE.has(reason ?? "") ? "phone_refused" : "refused";
}
