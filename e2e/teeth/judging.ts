import type { Tooth } from "./tooth";

const JUDGE_ATTEMPT = "lib/payments/judge-attempt.ts";
const JUDGE_QUERY = "lib/payments/judge-query.ts";
const JUDGE_SEEN = "lib/payments/judge-seen.ts";
const JUDGE_ORDER = "lib/payments/judge-order.ts";
const DECIDE = "lib/payments/decide.ts";

const decideTest = (test: string): Tooth["caughtBy"] => ({
  project: "unit",
  files: ["lib/payments/decide.test.ts"],
  test,
});

const storedTest = (test: string): Tooth["caughtBy"] => ({
  project: "unit",
  files: ["lib/payments/decide.stored-state.test.ts"],
  test,
});

/** Bugs in the pure core: what a set of evidence means. */
export const JUDGING: readonly Tooth[] = [
  {
    name: "amount-tolerance",
    rule: "6: the amount is compared exactly",
    file: JUDGE_SEEN,
    find: "if (fact.amountKes === attempt.amountKes) {",
    replace: "if (Math.abs(fact.amountKes - attempt.amountKes) <= 1) {",
    caughtBy: decideTest("rule 6"),
  },
  {
    name: "more-than-asked-is-fine",
    rule: "6: the amount is compared exactly",
    file: JUDGE_SEEN,
    find: "if (fact.amountKes === attempt.amountKes) {",
    replace: "if (fact.amountKes >= attempt.amountKes) {",
    caughtBy: decideTest("rule 6"),
  },
  {
    name: "foreign-ids-count",
    rule: "10: a CheckoutRequestID that differs changes no outcome",
    file: JUDGE_SEEN,
    find: `if (!ids) return { ...before, ids: { ...before.ids, differ: true } };
  const seen = { ...before, ids };`,
    replace: "const seen = { ...before, ids: ids ?? { ...before.ids, differ: true } };",
    caughtBy: decideTest("rule 10"),
  },
  {
    name: "time-out-is-failure",
    rule: "3: time alone never proves failure",
    file: JUDGE_ATTEMPT,
    find: `return seen.isWindowEnded ? "unresolved" : "pending";`,
    replace: `return seen.isWindowEnded ? "failed" : "pending";`,
    caughtBy: decideTest("rule 3"),
  },
  {
    name: "late-success-dropped",
    rule: "4: a success after expiry is recorded",
    file: JUDGE_SEEN,
    find: "if (isReused(attempt, fact, receiptOwners)) return",
    replace: `if (fact.receivedAt > context.orderExpiresAt) return seen;
  if (isReused(attempt, fact, receiptOwners)) return`,
    caughtBy: {
      project: "database",
      files: ["lib/payments/record-evidence.db.test.ts"],
      test: "counts a success after expiry",
    },
  },
  {
    name: "success-after-failure-dropped",
    rule: "4: a success after a failure is recorded",
    file: JUDGE_ATTEMPT,
    find: `if (exact || zero === "confirmed") return "succeeded";`,
    replace: `if (!failure && (exact || zero === "confirmed")) return "succeeded";`,
    caughtBy: decideTest("rule 4"),
  },
  {
    name: "one-zero-is-paid",
    rule: "9: success by query needs two answers",
    file: JUDGE_SEEN,
    find: "if (!seen.zero) return { ...seen, zero: fact.receivedAt };",
    replace: `if (!seen.zero) return { ...seen, zero: "confirmed" };`,
    caughtBy: decideTest("rule 9"),
  },
  {
    name: "early-zero-counts",
    rule: "9: the first success from 15 s after the push",
    file: JUDGE_QUERY,
    find: `answer.kind === "query_succeeded" ? SUCCESS_COUNTS_AFTER_MS : FAILURE_COUNTS_AFTER_MS`,
    replace: `answer.kind === "query_succeeded" ? 0 : FAILURE_COUNTS_AFTER_MS`,
    caughtBy: decideTest("rule 9"),
  },
  {
    name: "query-failure-before-90-s",
    rule: "9: a failure by query counts from 90 s on",
    file: JUDGE_QUERY,
    find: `answer.kind === "query_succeeded" ? SUCCESS_COUNTS_AFTER_MS : FAILURE_COUNTS_AFTER_MS`,
    replace: "SUCCESS_COUNTS_AFTER_MS + 0 * FAILURE_COUNTS_AFTER_MS",
    caughtBy: decideTest("rule 9"),
  },
  {
    name: "two-answers-at-once-count",
    rule: "9: two answers at least 5 s apart",
    file: JUDGE_QUERY,
    find: "answer.receivedAt.getTime() - firstAt.getTime() >= CONFIRM_AFTER_MS;",
    replace: "answer.receivedAt.getTime() - firstAt.getTime() >= CONFIRM_AFTER_MS / 1_000;",
    caughtBy: decideTest("rule 9"),
  },
  {
    name: "two-codes-make-a-failure",
    rule: "9: two answers with the same code",
    file: JUDGE_SEEN,
    find: "const first = seen.failedAnswers.get(fact.code);",
    replace: "const [first] = seen.failedAnswers.values();",
    caughtBy: decideTest("rule 9"),
  },
  {
    name: "reused-receipt-pays-again",
    rule: "8: a receipt is money once",
    file: "lib/payments/judge-success.ts",
    find: "return owner !== undefined && owner !== attempt.id;",
    replace: `return owner !== undefined && attempt.id === "";`,
    caughtBy: decideTest("rule 8"),
  },
  {
    name: "judged-with-what-came-later",
    rule: "5: a beginning of the order of receipt is judged",
    file: "lib/payments/visible-facts.ts",
    find: "facts: others.filter((fact) => !isBefore(horizon, fact))",
    replace: "facts: others",
    caughtBy: {
      project: "unit",
      files: ["lib/payments/visible-facts.test.ts"],
      test: "shows what was received before the piece",
    },
  },
  {
    name: "evidence-stored-side-by-side",
    rule: "5: evidence of an attempt is stored one by one",
    file: "db/migrations/0004_evidence_received_at.sql",
    find: "PERFORM pg_advisory_xact_lock(hashtextextended(attempt, 0));",
    replace: "",
    caughtBy: {
      project: "database",
      files: ["lib/payments/visible-facts.db.test.ts"],
      test: "evidence of one attempt is stored one by one",
    },
  },
  {
    name: "outcome-goes-down",
    rule: "5: outcomes only ever move upward",
    file: DECIDE,
    find: "const outcome = isHigher ? judged.outcome : attempt.outcome;",
    replace: "const outcome = isHigher || judged.outcome ? judged.outcome : attempt.outcome;",
    caughtBy: storedTest("rule 5"),
  },
  {
    name: "counted-money-taken-back",
    rule: "15: nothing takes money away from paid",
    file: DECIDE,
    find: "if (!payment || (stored?.counted === true && !payment.counted)) return stored ?? null;",
    replace: "if (!payment) return null;",
    caughtBy: storedTest("rule 15"),
  },
  {
    name: "all-payments-summed",
    rule: "6: money in review is outside paidKes",
    file: JUDGE_ORDER,
    find: "const counted = after.payments.filter((payment) => payment.counted);",
    replace: "const counted = after.payments;",
    caughtBy: decideTest("rule 6"),
  },
  {
    name: "cancelled-drops-money",
    rule: "4: the paid family beats cancelled",
    file: JUDGE_ORDER,
    find: `if (paidKes > order.amountKes) return "overpaid";`,
    replace: `if (order.status === "cancelled") return "cancelled";
  if (paidKes > order.amountKes) return "overpaid";`,
    caughtBy: decideTest("rule 4"),
  },
  {
    name: "overpaid-is-paid",
    rule: "4: a second success is recorded as overpaid",
    file: JUDGE_ORDER,
    find: `if (paidKes > order.amountKes) return "overpaid";`,
    replace: `if (paidKes > order.amountKes) return "paid";`,
    caughtBy: decideTest("rule 4"),
  },
  {
    name: "review-flag-forgotten",
    rule: "6: needs_review stays until a person clears it",
    file: "lib/payments/judge-cases.ts",
    find: "new Set([...kept, ...raisedBy(before, after), ...told])",
    replace: "new Set([...raisedBy(before, after), ...told])",
    caughtBy: storedTest("needs_review"),
  },
];
