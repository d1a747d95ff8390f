import type { AttemptSnapshot, Fact, ReceiptOwners } from "./snapshot";

type Subject = Pick<AttemptSnapshot, "id" | "amountKes">;

/** Whether the receipt that a success names is another attempt's money (rule 8). */
export function isReused(attempt: Subject, { receipt }: Fact, owners: ReceiptOwners): boolean {
  const owner = receipt === null ? undefined : owners.get(receipt);
  return owner !== undefined && owner !== attempt.id;
}

/** What a success says about the amount, compared exactly (rule 6). */
export function amountRelation(
  attempt: Subject,
  { amountKes }: Fact,
): "exact" | "differing" | "unknown" {
  if (amountKes === null) return "unknown";
  return amountKes === attempt.amountKes ? "exact" : "differing";
}
