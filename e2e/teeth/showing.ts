import type { Tooth } from "./tooth";

const LOG = "lib/log.ts";

const apiTest = (test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: ["lib/http/api-orders.db.test.ts"],
  test,
});
const logTest = (test: string): Tooth["caughtBy"] => ({
  project: "unit",
  files: ["lib/log.test.ts"],
  test,
});

/** Bugs in what is shown, told and logged, and to whom. */
export const SHOWING: readonly Tooth[] = [
  {
    name: "start-for-any-merchant",
    rule: "foreign ids answer like unknown ones",
    file: "lib/payments/start-payment.ts",
    find: "if (!order || (input.merchantId ?? order.merchantId) !== order.merchantId) return notFound;",
    replace: "if (!order) return notFound;",
    caughtBy: apiTest("another merchant's order"),
  },
  {
    name: "receipt-shown-to-everybody",
    rule: "the whole receipt only to the browser that paid",
    file: "lib/payments/checkout.ts",
    find: "receipt: receipt === null || isHolder ? receipt : maskReceipt(receipt),",
    replace: "receipt,",
    caughtBy: {
      project: "database",
      files: ["lib/payments/checkout.db.test.ts"],
      test: "without its cookie",
    },
  },
  {
    name: "phone-logged",
    rule: "phone numbers never reach a log",
    file: LOG,
    find: String.raw`.replaceAll(/\d{7,}/g, "#")`,
    replace: "",
    caughtBy: logTest("masks phone numbers"),
  },
  {
    name: "receipt-logged",
    rule: "receipts never reach a log",
    file: LOG,
    find: String.raw`.replaceAll(/\b(?=[a-z]*\d)[a-z\d]{10}\b/gi, "#")`,
    replace: "",
    caughtBy: logTest("masks what looks like a receipt"),
  },
  {
    name: "driver-message-logged",
    rule: "a driver's message may hold parameters",
    file: LOG,
    find: "= current.name;",
    replace: "= current.message;",
    caughtBy: logTest("never its message"),
  },
  {
    name: "float-is-an-amount",
    rule: "13: whole shillings, no floats",
    file: "lib/money.ts",
    find: "Number.isSafeInteger(value) &&",
    replace: "Number.isFinite(value) &&",
    caughtBy: { project: "unit", files: ["lib/money.test.ts"], test: "isAmountKes" },
  },
  {
    name: "other-body-same-key",
    rule: "an idempotency key belongs to one body",
    file: "lib/orders/idempotency.ts",
    find: "if (!held.digest.equals(digest))",
    replace: "if (held.digest.length !== digest.length)",
    caughtBy: {
      project: "database",
      files: ["lib/orders/create-order.db.test.ts"],
      test: "refuses another body",
    },
  },
];
