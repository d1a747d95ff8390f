import type { Tooth } from "./tooth";

const JUDGE = "lib/payments/judge-decision.ts";
const CASES = "lib/payments/judge-cases.ts";
const DECIDE = "lib/payments/decide.ts";
const DECIDE_CASE = "lib/payments/decide-case.ts";

const pureTest = (test: string): Tooth["caughtBy"] => ({
  project: "unit",
  files: ["lib/payments/decide.decisions.test.ts"],
  test,
});
const caseTest = (test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: ["lib/payments/decide-case.db.test.ts"],
  test,
});

/** Bugs in what a person decides about money. */
export const DECIDING: readonly Tooth[] = [
  {
    name: "form-sent-twice-decides-twice",
    rule: "the same form sent twice decides once",
    file: DECIDE_CASE,
    find: "const told = { ...fresh, id: formId,",
    replace: "const told = { ...fresh,",
    caughtBy: caseTest("is made once"),
  },
  {
    name: "by-hand-receipt-unchecked",
    rule: "8: a receipt exists once per merchant",
    file: JUDGE,
    find: `return snapshot.receiptOwners.has(receipt) ? "receipt_used" : null;`,
    replace: "return null;",
    caughtBy: pureTest("takes no receipt that is money already"),
  },
  {
    name: "asked-amount-accepted",
    rule: "6: what came counts with its own amount",
    file: JUDGE,
    find: "payment: { ...stored, counted: true },",
    replace: "payment: { ...stored, amountKes: attempt.amountKes, counted: true },",
    caughtBy: pureTest("by accepting"),
  },
  {
    name: "accepted-amount-replaced",
    rule: "6: what a person accepted keeps its amount",
    file: DECIDE,
    find: `new Set(["accepted", "refunded", "by_hand"])`,
    replace: `new Set(["refunded"])`,
    caughtBy: pureTest("changes no amount"),
  },
  {
    name: "refunded-money-counted-later",
    rule: "money that was given back is not counted",
    file: DECIDE,
    find: `attempt.decision !== "refunded"`,
    replace: `attempt.decision !== "written_off"`,
    caughtBy: pureTest("by giving it back"),
  },
  {
    name: "refund-lowers-paid",
    rule: "15: a refund stands beside the money",
    file: "lib/payments/judge-order.ts",
    find: "const paidKes = counted.reduce((sum, payment) => sum + payment.amountKes, 0);",
    replace: "const paidKes = counted.reduce((sum, p) => sum + p.amountKes, -order.refundedKes);",
    caughtBy: pureTest("takes nothing from what is paid"),
  },
  {
    name: "closed-case-never-opens-again",
    rule: "a later finding raises the case again",
    file: CASES,
    find: "new Set([...kept, ...raisedBy(before, after), ...told])",
    replace:
      "new Set([...kept, ...raisedBy(before, after), ...told.filter(() => open.length > 0)])",
    caughtBy: pureTest("opens again for what comes later"),
  },
  {
    name: "given-up-money-unseen",
    rule: "4: late money of an attempt that was given up is a case again",
    file: DECIDE,
    find: `told.push("contradicts_decision");`,
    replace: "told.push();",
    caughtBy: pureTest("is paid by late money all the same"),
  },
  {
    name: "decided-unseen",
    rule: "whoever has not seen the latest decides nothing",
    file: DECIDE_CASE,
    find: "if (circumstances.timelineSeq !== decision.seenSeq)",
    replace: "if (circumstances.timelineSeq < decision.seenSeq)",
    caughtBy: caseTest("changes nothing if something came that was not seen"),
  },
  {
    name: "given-up-while-asked",
    rule: "3: an attempt is given up once M-Pesa is no longer asked",
    file: DECIDE_CASE,
    find: "return isGivenUp && !circumstances.haveChecksEnded",
    replace: "return isGivenUp && circumstances.timelineSeq < 0",
    caughtBy: caseTest("is given up only once"),
  },
  {
    name: "underpaid-starts-unasked",
    rule: "an underpaid order is payable for the rest once a person chose so",
    file: "lib/payments/read-startable.ts",
    find: `(order.status === "underpaid" && order.restAsked)`,
    replace: `order.status === "underpaid"`,
    caughtBy: caseTest("is payable once a person asked for it"),
  },
];
