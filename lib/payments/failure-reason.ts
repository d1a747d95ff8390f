import { FAILURE_REASONS, type FailureReason } from "@/lib/daraja/result-codes";

/** A stored reason as one of the known words; null for none or a word of another time. */
export function asFailureReason(text: string | null): FailureReason | null {
  return FAILURE_REASONS.find((reason) => reason === text) ?? null;
}
