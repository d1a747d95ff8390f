import type { Tooth } from "./tooth";

const READINGS = "db/read-as-merchant.ts";
const ROLE = "db/migrations/0007_merchant_role.sql";

const databaseTest = (file: string, test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: [file],
  test,
});
const readingTest = (test: string) => databaseTest("db/read-as-merchant.db.test.ts", test);
const roleTest = (test: string) => databaseTest("db/merchant-role.db.test.ts", test);
const filterTest = (test: string) =>
  databaseTest("lib/merchants/filters-alone.db.test.ts", `are not what ${test} asks for`);

/** Bugs in either of the two nets that keep merchants apart: what a reading asks for, and policies. */
export const KEEPING_APART: readonly Tooth[] = [
  {
    name: "order-of-any-merchant",
    rule: "a reading asks for its own merchant's rows",
    file: "lib/orders/queries.ts",
    find: ".where(and(eq(orders.merchantId, merchantId), eq(orders.id, orderId)));",
    replace: ".where(eq(orders.id, orderId));",
    caughtBy: filterTest("readOrder"),
  },
  {
    name: "orders-of-every-merchant",
    rule: "a reading asks for its own merchant's rows",
    file: "lib/orders/queries.ts",
    find: `eq(orders.merchantId, merchantId),
          status === undefined`,
    replace: "status === undefined",
    caughtBy: filterTest("listOrders"),
  },
  {
    name: "payments-of-every-merchant",
    rule: "a reading asks for its own merchant's rows",
    file: "lib/merchants/narrow-rows.ts",
    find: "eq(attempts.merchantId, merchantId),",
    replace: "",
    caughtBy: filterTest("listPayments"),
  },
  {
    name: "claim-for-any-merchant",
    rule: "what the core writes names its merchant",
    file: "lib/payments/claim-attempt.ts",
    find: "merchant_id = ${claim.merchantId} and ",
    replace: "",
    caughtBy: databaseTest("lib/payments/claim-attempt.db.test.ts", "another merchant's order"),
  },
  {
    name: "readings-without-the-role",
    rule: "a reading sees no other merchant's rows, whatever it asks for",
    file: READINGS,
    find: "set local role ${MERCHANT_ROLE}; ",
    replace: "",
    caughtBy: readingTest("sees its merchant's rows alone"),
  },
  {
    name: "role-for-good",
    rule: "nobody inherits the rights of a reading",
    file: READINGS,
    find: "set local role ${MERCHANT_ROLE}; ",
    replace: "set role ${MERCHANT_ROLE}; ",
    caughtBy: readingTest("leaves the connection as it was"),
  },
  {
    name: "setting-for-good",
    rule: "nobody inherits the merchant of a reading",
    file: READINGS,
    find: "${escapeLiteral(merchantId)}, true)",
    replace: "${escapeLiteral(merchantId)}, false)",
    caughtBy: readingTest("leaves the connection as it was"),
  },
  {
    name: "readings-that-outlive-their-transaction",
    rule: "a statement never runs with other rights than its reading's",
    file: READINGS,
    find: "      isOpen = false;",
    replace: "      isOpen = true;",
    caughtBy: readingTest("its database answers nothing afterwards"),
  },
  {
    name: "policy-for-everybody",
    rule: "the role sees the named merchant's rows alone",
    file: ROLE,
    find: "USING (id = current_setting('malipo.merchant_id', true))",
    replace: "USING (true)",
    caughtBy: roleTest("no merchant named is nothing seen"),
  },
  {
    name: "table-without-policy",
    rule: "every table that belongs to merchants has its policy",
    file: ROLE,
    find: "ALTER TABLE payments ENABLE ROW LEVEL SECURITY;",
    replace: "SELECT 1;",
    caughtBy: roleTest("or was deliberately left to nobody"),
  },
  {
    name: "role-reads-secrets",
    rule: "the role reads no secret",
    file: ROLE,
    find: "id, merchant_id, name, prefix, created_at, revoked_at) ON api_keys",
    replace: "id, merchant_id, name, prefix, created_at, revoked_at, secret_sha256) ON api_keys",
    caughtBy: roleTest("no secret beside what it shows"),
  },
];
