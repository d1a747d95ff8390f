import type { Tooth } from "./tooth";

const CHECK = "lib/payments/check-attempt.ts";
const QUERY = "lib/daraja/stk-query.ts";
const SWEEP = "lib/payments/sweep.ts";

const sweepTest = (test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: ["lib/payments/sweep.db.test.ts"],
  test,
});
const queryTest = (test: string): Tooth["caughtBy"] => ({
  project: "unit",
  files: ["lib/daraja/stk-query.test.ts"],
  test,
});

/** Bugs in what is asked of Safaricom and in what the sweeper finishes. */
export const CHECKING: readonly Tooth[] = [
  {
    name: "lease-ignored",
    rule: "one question at a time for an attempt",
    file: CHECK,
    find: "and (check_lease_until is null or check_lease_until < clock_timestamp())",
    replace: "",
    caughtBy: {
      project: "database",
      files: ["lib/payments/check-attempt.db.test.ts"],
      test: "while another holds its lease",
    },
  },
  {
    name: "asked-before-it-is-due",
    rule: "queries keep to their schedule",
    file: CHECK,
    find: "where id = ${attemptId} and next_check_at <= clock_timestamp()",
    replace: "where id = ${attemptId} and next_check_at is not null",
    caughtBy: {
      project: "database",
      files: ["lib/payments/check-attempt.db.test.ts"],
      test: "before it is due",
    },
  },
  {
    name: "query-budget-ignored",
    rule: "the query budget holds over all processes",
    file: CHECK,
    find: "from due, budget",
    replace: "from due",
    caughtBy: sweepTest("is exact under concurrency and over processes"),
  },
  {
    name: "rechecks-take-the-whole-budget",
    rule: "failed attempts have the lowest priority",
    file: CHECK,
    find: "const limit = isRecheck ? Math.max(1, Math.floor(perMinute / 2)) : perMinute;",
    replace: "const limit = isRecheck ? Math.max(1, perMinute) : perMinute;",
    caughtBy: sweepTest("leaves half of it to those that customers wait for"),
  },
  {
    name: "unknown-query-code-fails",
    rule: "2: only a closed list ends an attempt",
    file: QUERY,
    find: `: { kind: "in_progress", code: resultCode, raw };`,
    replace: `: { kind: "failed", code: resultCode, reason: "daraja_refused", raw };`,
    caughtBy: queryTest("the answers (daraja.md, 2.4)"),
  },
  {
    name: "empty-200-fails",
    rule: "2: an empty body means not known yet",
    file: QUERY,
    find: "if (raw.status !== 200 || !answer.success) {",
    replace: `if (raw.status === 200 && raw.body === "") {
    return { kind: "failed", code: "1037", reason: "no_answer", raw };
  }
  if (raw.status !== 200 || !answer.success) {`,
    caughtBy: queryTest("the answers (daraja.md, 2.4)"),
  },
  {
    name: "answer-about-another-push",
    rule: "10: a result about another push settles nothing",
    file: QUERY,
    find: "if (named !== null && named !== checkoutRequestId) {",
    replace: "if (named !== null && named === null) {",
    caughtBy: queryTest("the answers (daraja.md, 2.4)"),
  },
  {
    name: "equal-answers-are-one",
    rule: "9: two equal answers are two rows",
    file: CHECK,
    find: "queryNumber: lease.query_count,",
    replace: "queryNumber: 1,",
    caughtBy: sweepTest("store two equal answers as two rows"),
  },
  {
    name: "every-order-swept-for-one",
    rule: "a status request tends its own order alone",
    file: SWEEP,
    find: "onlyOrder === null ? sql`true` : sql`${column} = ${onlyOrder}`",
    replace: "onlyOrder === null ? sql`true` : sql`${column} is not null`",
    caughtBy: sweepTest("tends that order alone"),
  },
  {
    name: "order-expires-while-pending",
    rule: "order_expired is not recorded while pending",
    file: SWEEP,
    find: "and attempts.outcome in ('pending', 'review'))",
    replace: "and attempts.outcome in ('review'))",
    caughtBy: sweepTest("nothing is pending or in review"),
  },
  {
    name: "window-too-short",
    rule: "3: unresolved after 5 min, not before",
    file: "lib/payments/timing.ts",
    find: "export const ATTEMPT_WINDOW_MS = 5 * MINUTE_MS;",
    replace: "export const ATTEMPT_WINDOW_MS = 2 * MINUTE_MS;",
    caughtBy: sweepTest("rule 3: an attempt is unresolved after 5 min"),
  },
  {
    name: "unapplied-evidence-left",
    rule: "12: what was stored is applied",
    file: SWEEP,
    find: "where applied_at is null and received_at <",
    replace: "where applied_at is null and received_at >",
    caughtBy: {
      project: "database",
      files: ["lib/payments/record-evidence.db.test.ts"],
      test: "that was stored and not applied is applied by the sweeper",
    },
  },
  {
    name: "failed-attempt-never-asked-again",
    rule: "9: a failed attempt is asked about again",
    file: "lib/payments/check-schedule.ts",
    find: `if (checkoutRequestId === null || outcome === "succeeded" || outcome === "review") return null;`,
    replace: `if (checkoutRequestId === null || outcome !== "pending") return null;`,
    caughtBy: {
      project: "unit",
      files: ["lib/payments/check-schedule.test.ts"],
      test: "a failed attempt",
    },
  },
];
