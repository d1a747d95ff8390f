import type { Tooth } from "./tooth";

const FAILPOINTS_TEST: Tooth["caughtBy"] = {
  project: "unit",
  files: ["lib/failpoints.test.ts"],
  test: "in production no failpoint can be switched on",
};
const VIEWS = "db/migrations/0003_invariant_views.sql";

const invariantTest = (test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: ["lib/payments/invariants.db.test.ts"],
  test,
});

/** Bugs in what watches over the product, and in what tests alone may reach. */
export const WATCHING: readonly Tooth[] = [
  {
    name: "failpoints-for-everybody",
    rule: "failpoints cannot be switched on in production",
    file: "lib/failpoints.ts",
    find: `if (!IS_TEST_PROCESS) throw`,
    replace: `if (IS_TEST_PROCESS && handler) throw`,
    caughtBy: FAILPOINTS_TEST,
  },
  {
    name: "failpoints-outside-production",
    rule: "failpoints exist for tests alone",
    file: "lib/env.ts",
    find: `process.env.NODE_ENV === "test";`,
    replace: `process.env.NODE_ENV !== "production";`,
    caughtBy: FAILPOINTS_TEST,
  },
  {
    name: "sum-view-counts-everything",
    rule: "order paid = sum of counted payments",
    file: VIEWS,
    find: `p.order_id = o.id AND p.counted
GROUP BY o.id
HAVING o.paid_kes <>`,
    replace: `p.order_id = o.id
GROUP BY o.id
HAVING o.paid_kes <>`,
    caughtBy: invariantTest("breaks no rule, whatever its orders went through"),
  },
  {
    name: "sum-view-is-blind",
    rule: "order paid = sum of counted payments",
    file: VIEWS,
    find: "HAVING o.paid_kes <> coalesce(sum(p.amount_kes), 0);",
    replace: "HAVING o.paid_kes < 0;",
    caughtBy: invariantTest("paid_is_counted_sum is seen"),
  },
  {
    name: "broken-rule-not-logged",
    rule: "a broken invariant is logged",
    file: "lib/payments/check-invariants.ts",
    find: "if (count > 0) log.error(",
    replace: "if (count > 1_000_000) log.error(",
    caughtBy: invariantTest("stores and logs what is broken"),
  },
];
