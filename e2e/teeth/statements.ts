import type { Tooth } from "./tooth";

const MIGRATION = "db/migrations/0000_initial.sql";
const WRITE_CHANGES = "lib/payments/write-changes.ts";

const schemaTest = (test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: ["db/constraints.db.test.ts"],
  test,
});
const writeTest = (test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: ["lib/payments/write-changes.db.test.ts"],
  test,
});

/** Bugs in the schema and in the one statement that writes money state. */
export const STATEMENTS: readonly Tooth[] = [
  {
    name: "no-index-one-live-attempt",
    rule: "7: one live attempt an order",
    file: MIGRATION,
    find: `CREATE UNIQUE INDEX "attempts_one_live"`,
    replace: `CREATE INDEX "attempts_one_live"`,
    caughtBy: schemaTest("rule 7"),
  },
  {
    name: "no-index-receipt",
    rule: "8: a receipt exists once per merchant",
    file: MIGRATION,
    find: `CONSTRAINT "payments_receipt" UNIQUE("merchant_id","receipt"),`,
    replace: "",
    caughtBy: schemaTest("rule 8"),
  },
  {
    name: "receipt-unique-for-everybody",
    rule: "8: a receipt exists once per merchant",
    file: MIGRATION,
    find: `CONSTRAINT "payments_receipt" UNIQUE("merchant_id","receipt"),`,
    replace: `CONSTRAINT "payments_receipt" UNIQUE("receipt"),`,
    caughtBy: {
      project: "database",
      files: ["lib/payments/record-evidence.db.test.ts"],
      test: "is another payment for another merchant",
    },
  },
  {
    name: "no-index-one-payment",
    rule: "6: a succeeded attempt has one payment",
    file: MIGRATION,
    find: `CONSTRAINT "payments_attempt" UNIQUE("attempt_id"),`,
    replace: "",
    caughtBy: schemaTest("takes one payment an attempt"),
  },
  {
    name: "no-index-callback-digest",
    rule: "12: the same callback is one piece of evidence",
    file: MIGRATION,
    find: `CREATE UNIQUE INDEX "evidence_callback_once"`,
    replace: `CREATE INDEX "evidence_callback_once"`,
    caughtBy: {
      project: "database",
      files: ["lib/payments/record-evidence.db.test.ts"],
      test: "takes the same callback 20 times at once for one",
    },
  },
  {
    name: "no-index-query-number",
    rule: "9: a query answer is one piece of evidence",
    file: MIGRATION,
    find: `CREATE UNIQUE INDEX "evidence_query_once"`,
    replace: `CREATE INDEX "evidence_query_once"`,
    caughtBy: schemaTest("rules 9 and 12"),
  },
  {
    name: "evidence-may-change",
    rule: "12: evidence never changes",
    file: "db/migrations/0001_evidence_append_only.sql",
    find: "CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence",
    replace: "CREATE TRIGGER evidence_append_only BEFORE DELETE ON evidence",
    caughtBy: {
      project: "database",
      files: ["lib/payments/record-evidence.db.test.ts"],
      test: "never changes and never goes away",
    },
  },
  {
    name: "guard-without-version",
    rule: "11: a change holds only for the version decided upon",
    file: WRITE_CHANGES,
    find: "where id = ${orderId} and merchant_id = ${merchantId} and version = ${version}::int",
    replace: "where id = ${orderId} and merchant_id = ${merchantId}",
    caughtBy: writeTest("an older version"),
  },
  {
    name: "applied-evidence-applied-again",
    rule: "11: evidence is applied once",
    file: WRITE_CHANGES,
    find: "and ${evidence.fresh ? sql`true` : isUnapplied}",
    replace: "and (${evidence.fresh ? sql`true` : isUnapplied} or true)",
    caughtBy: writeTest("evidence that is applied already"),
  },
  {
    name: "evidence-mark-unguarded",
    rule: "11: every part selects from the guard",
    file: WRITE_CHANGES,
    find: `from guard
      where evidence.id = \${id} and evidence.order_id = guard.id`,
    replace: "where evidence.id = ${id}",
    caughtBy: writeTest("an older version"),
  },
  {
    name: "attempt-unguarded",
    rule: "11: every part selects from the guard",
    file: WRITE_CHANGES,
    find: `from guard
    where attempts.id = \${attempt.id} and attempts.order_id = guard.id
      and attempts.merchant_id = guard.merchant_id`,
    replace: "where attempts.id = ${attempt.id}",
    caughtBy: writeTest("an older version"),
  },
  {
    name: "payment-unguarded",
    rule: "11: every part selects from the guard",
    file: WRITE_CHANGES,
    find: `\${afterFailure}::bool
    from guard`,
    replace: `\${afterFailure}::bool
    from (select orders.* from orders join attempts on attempts.order_id = orders.id
      where attempts.id = \${attemptId}) as guard`,
    caughtBy: writeTest("an older version"),
  },
  {
    name: "receipt-conflict-swallowed",
    rule: "4: money is never dropped as a duplicate",
    file: WRITE_CHANGES,
    find: `\${afterFailure}::bool
    from guard`,
    replace: `\${afterFailure}::bool
    from guard
    on conflict do nothing`,
    caughtBy: writeTest("another attempt's receipt"),
  },
  {
    name: "receipt-conflict-given-up",
    rule: "8: a receipt taken meanwhile is decided again",
    file: "lib/payments/record-evidence.ts",
    find: "if (!isUniqueViolation(error)) throw error;",
    replace: "if (!isUniqueViolation(error) || tries >= 0) throw error;",
    caughtBy: writeTest("is decided again when another attempt took the receipt meanwhile"),
  },
  {
    name: "payments-of-other-orders-read",
    rule: "7: the order's sum is that of its own payments",
    file: "lib/payments/read-snapshot.ts",
    find: ".where(and(eq(payments.merchantId, merchantId), eq(payments.orderId, orderId)))",
    replace: ".where(and())",
    caughtBy: {
      project: "database",
      files: ["lib/payments/record-evidence.db.test.ts"],
      test: "rule 4",
    },
  },
];
