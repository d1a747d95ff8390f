import type { Tooth } from "./tooth";

const CLAIM = "lib/payments/claim-attempt.ts";
const STARTABLE = "lib/payments/read-startable.ts";
const PUSH = "lib/payments/push-attempt.ts";

const startTest = (test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: ["lib/payments/start-payment.db.test.ts"],
  test,
});

const claimTest = (test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: ["lib/payments/claim-attempt.db.test.ts"],
  test,
});

/** Bugs between the pay form and the customer's phone. */
export const STARTING: readonly Tooth[] = [
  {
    name: "claim-without-version",
    rule: "7: no prompt beside an attempt in review",
    file: CLAIM,
    find: "where id = ${claim.orderId} and version = ${claim.version}::int",
    replace: "where id = ${claim.orderId}",
    caughtBy: startTest("looks again: no prompt beside an attempt that just went to review"),
  },
  {
    name: "expired-order-claimed",
    rule: "a start needs now() < expires_at",
    file: CLAIM,
    find: "and clock_timestamp() < expires_at",
    replace: "",
    caughtBy: startTest("is refused when the order expires in between"),
  },
  {
    name: "settled-order-claimed",
    rule: "a claim is won on a payable order only",
    file: CLAIM,
    find: "and (status = 'open' or status = 'underpaid' and rest_asked)",
    replace: "",
    caughtBy: claimTest("is lost on a"),
  },
  {
    name: "claim-beyond-the-order-limit",
    rule: "at most so many attempts an order",
    file: CLAIM,
    find: "and attempt_count < ${claim.attemptsPerOrder}::int",
    replace: "",
    caughtBy: claimTest("is lost when the order has had its attempts"),
  },
  {
    name: "cancelled-order-started",
    rule: "a start needs an order that is payable",
    file: STARTABLE,
    find: `if (!isPayable) return { reason: "order_not_payable" };`,
    replace: `if (order.status === "paid") return { reason: "order_not_payable" };`,
    caughtBy: startTest("is refused when the order expired, was paid or cancelled"),
  },
  {
    name: "limits-not-taken",
    rule: "limits per phone and address hold",
    file: CLAIM,
    find: "and (select count(*) from bucket) = ${claim.limits.length}::int",
    replace: "and (select count(*) from bucket) <= ${claim.limits.length}::int",
    caughtBy: startTest("limits hold for a phone in a burst"),
  },
  {
    name: "limits-per-merchant",
    rule: "limits per phone hold over the instance",
    file: "lib/payments/prompt-limits.ts",
    find: "key: `phone:${kind}:${phone}`,",
    replace: "key: `phone:${shortcode.id}:${phone}`,",
    caughtBy: startTest("hold for a phone over the whole instance"),
  },
  {
    name: "order-limit-ignored",
    rule: "at most so many attempts an order",
    file: STARTABLE,
    find: "if (order.attemptCount >= attemptsPerOrder) {",
    replace: "if (order.attemptCount > attemptsPerOrder + 10) {",
    caughtBy: startTest("hold for an order"),
  },
  {
    name: "unresolved-not-named",
    rule: "7: after unresolved only by an explicit step",
    file: STARTABLE,
    find: "if (unresolved && unresolved.id !== despiteAttemptId) {",
    replace: `if (unresolved && despiteAttemptId === "") {`,
    caughtBy: startTest("needs the unresolved attempt to be named"),
  },
  {
    name: "review-does-not-block",
    rule: "6: while in review no attempt can be started",
    file: STARTABLE,
    find: "if (reviewed) return",
    replace: "if (reviewed && order.isExpired) return",
    caughtBy: {
      project: "database",
      files: ["lib/payments/record-evidence.db.test.ts"],
      test: "goes to review, blocks starts and cancels",
    },
  },
  {
    name: "cancel-beside-unresolved",
    rule: "an order that may still be paid is not cancelled",
    file: "lib/payments/cancel-order.ts",
    find: `new Set(["pending", "unresolved", "review"])`,
    replace: `new Set(["pending", "review"])`,
    caughtBy: {
      project: "database",
      files: ["lib/payments/cancel-order.db.test.ts"],
      test: "unresolved",
    },
  },
  {
    name: "unknown-push-retried",
    rule: "unknown is never sent again",
    file: PUSH,
    find: `if (first.kind !== "token_rejected") return`,
    replace: `if (first.kind !== "token_rejected" && first.kind !== "unknown") return`,
    caughtBy: startTest("and never sent again"),
  },
  {
    name: "token-renewed-twice",
    rule: "the push is repeated once",
    file: PUSH,
    find: "await record(runtime, attempt, first, !renewed.ok, waiting);",
    replace: `await record(runtime, attempt, first, !renewed.ok, waiting);
  if (renewed.ok) await push(renewed.accessToken);`,
    caughtBy: startTest("gives up when the renewed token is rejected too"),
  },
  {
    name: "token-rejection-is-unknown",
    rule: "404.001.03 is a definite refusal",
    file: PUSH,
    find: `? { kind: "push_refused", code: result.code, reason: "merchant_setup" }`,
    replace: `? { kind: "push_unknown", code: result.code }`,
    caughtBy: startTest("gives up when the renewed token is rejected too"),
  },
  {
    name: "deadline-not-checked",
    rule: "past the deadline nothing is sent",
    file: "lib/daraja/send-request.ts",
    find: `if (!(remainingMs > 0)) return { kind: "not_sent", cause: "deadline_passed" };`,
    replace: `if (Number.isNaN(remainingMs)) return { kind: "not_sent", cause: "deadline_passed" };`,
    caughtBy: startTest("sends nothing once its deadline has passed"),
  },
  {
    name: "lost-claim-answer-is-no-claim",
    rule: "a lost answer is read again by our id",
    file: "lib/payments/start-payment.ts",
    find: "return await inTime(answerBy, attemptExists(runtime, claim.attemptId));",
    replace: "return !(await inTime(answerBy, attemptExists(runtime, claim.attemptId)));",
    caughtBy: {
      project: "database",
      files: ["lib/payments/lost-connections.db.test.ts"],
      test: "a start, when a statement or its answer is lost",
    },
  },
  {
    name: "busy-push-is-refused",
    rule: "2: only a closed list frees the slot",
    file: "lib/daraja/classify-push.ts",
    find: "if (!reason) return",
    replace: "if (!reason && raw.status < 500) return",
    caughtBy: {
      project: "unit",
      files: ["lib/daraja/stk-push.test.ts"],
      test: "the answers (daraja.md, 2.6)",
    },
  },
];
