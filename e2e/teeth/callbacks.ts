import type { Tooth } from "./tooth";

const CALLBACK = "lib/http/callback.ts";
const RECEIVE = "lib/payments/receive-callback.ts";
const TOKEN = "lib/payments/callback-token.ts";
const READ = "lib/daraja/stk-callback.ts";

const callbackTest = (test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: ["lib/http/callback.db.test.ts"],
  test,
});
const tokenTest = (test: string): Tooth["caughtBy"] => ({
  project: "unit",
  files: ["lib/payments/callback-token.test.ts"],
  test,
});
const readTest = (test: string): Tooth["caughtBy"] => ({
  project: "unit",
  files: ["lib/daraja/stk-callback.test.ts"],
  test,
});

/** Bugs between Safaricom's POST and stored evidence. */
export const CALLBACKS: readonly Tooth[] = [
  {
    name: "ack-before-store",
    rule: "12: stored before it is acknowledged",
    file: CALLBACK,
    find: "const { applied } = await settleWithin(storeLimitMs, storing);",
    replace: "const applied = settleWithin(storeLimitMs, storing).then(() => undefined);",
    caughtBy: callbackTest("is not acknowledged when it cannot be stored"),
  },
  {
    name: "spooled-file-dropped-unstored",
    rule: "12: a spooled callback is removed once it is stored, not before",
    file: "lib/payments/drain-spool.ts",
    find: "const sealed = await readSpoolFile(folder, name);",
    replace: `const sealed = await readSpoolFile(folder, name);
  await removeSpoolFile(folder, name);`,
    caughtBy: {
      project: "database",
      files: ["lib/payments/drain-spool.db.test.ts"],
      test: "keeps the files while the database is away",
    },
  },
  {
    name: "stored-without-raw",
    rule: "12: raw evidence is stored",
    file: RECEIVE,
    find: "rawSealed: sealOrNothing(runtime, target, body),",
    replace: "rawSealed: null,",
    caughtBy: callbackTest("stored, acknowledged, no money"),
  },
  {
    name: "order-found-by-checkout-request-id",
    rule: "10: a CheckoutRequestID has no authority",
    file: RECEIVE,
    find: `const { attemptId, orderId, merchantId } = target;
  const reading = toReading(readStkCallback(body));`,
    replace: `const reading = toReading(readStkCallback(body));
  const [named] = await runtime.moneyDb
    .select({ attemptId: attempts.id, orderId: attempts.orderId, merchantId: attempts.merchantId })
    .from(attempts)
    .where(eq(attempts.checkoutRequestId, reading.checkoutRequestId ?? ""));
  const { attemptId, orderId, merchantId } = named ?? target;`,
    caughtBy: {
      project: "database",
      files: ["lib/payments/receive-callback.db.test.ts"],
      test: "of another order's push pay neither order",
    },
  },
  {
    name: "tag-not-checked",
    rule: "a token is turned away by its tag",
    file: RECEIVE,
    find: "if (!isOwnCallbackToken(runtime.env.APP_SECRET, token)) return null;",
    replace: `if (token === "") return null;`,
    caughtBy: callbackTest("is turned away by its tag without asking the database"),
  },
  {
    name: "tag-compared-in-part",
    rule: "only this instance makes tokens",
    file: TOKEN,
    find: "return timingSafeEqual(bytes.subarray(RANDOM_BYTES), expected);",
    replace: "return timingSafeEqual(bytes.subarray(-1), expected.subarray(-1));",
    caughtBy: tokenTest("callback tokens"),
  },
  {
    name: "token-compared-before-its-length",
    rule: "a token is exact to the letter",
    file: TOKEN,
    find: "if (token.length !== TOKEN_CHARS || !/^[A-Za-z0-9_-]+$/.test(token)) return false;",
    replace: "",
    caughtBy: tokenTest("callback tokens"),
  },
  {
    name: "body-read-before-the-token",
    rule: "404 with the body unread",
    file: CALLBACK,
    find: "const found = await lookUp(runtime, token);",
    replace: `await request.clone().body?.getReader().read();
  const found = await lookUp(runtime, token);`,
    caughtBy: callbackTest("is answered 404 with the body unread"),
  },
  {
    name: "no-body-cap",
    rule: "callback bodies are capped",
    file: CALLBACK,
    find: "const MAX_BODY_BYTES = 64 * 1024;",
    replace: "const MAX_BODY_BYTES = 64 * 1024 * 1024;",
    caughtBy: callbackTest("refuses 64 KiB and one byte more"),
  },
  {
    name: "slow-body-waited-for",
    rule: "callback bodies are time-capped",
    file: "lib/http/read-body.ts",
    find: "const read = await Promise.race([reader.read(), tooSlow]);",
    replace: "const read = await Promise.race([reader.read(), tooSlow.then(() => reader.read())]);",
    caughtBy: {
      project: "unit",
      files: ["lib/http/read-body.test.ts"],
      test: "trickles for longer than allowed",
    },
  },
  {
    name: "unknown-callback-code-fails",
    rule: "2: only a closed list ends an attempt",
    file: READ,
    find: `: { kind: "undetermined", code, ...ids };`,
    replace: `: { kind: "failure", code: code ?? "", reason: "daraja_refused", ...ids };`,
    caughtBy: readTest("the documented variants"),
  },
  {
    name: "amounts-rounded",
    rule: "13: whole shillings, no floats",
    file: READ,
    find: "Number.isInteger(amountKes) &&",
    replace: "Number.isFinite(amountKes) &&",
    caughtBy: readTest("amounts"),
  },
  {
    name: "receipt-case-kept",
    rule: "8: one receipt in two spellings is one",
    file: READ,
    find: "? receipt.toUpperCase() : null",
    replace: "? receipt : null",
    caughtBy: readTest("receipts"),
  },
  {
    name: "still-processing-ends-it",
    rule: "2: 4999 means not known yet",
    file: "lib/daraja/result-codes.ts",
    find: `meaning: "Still being processed",
    closes: false,
    reason: null,`,
    replace: `meaning: "Still being processed",
    closes: true,
    reason: "expired",`,
    caughtBy: {
      project: "unit",
      files: ["lib/daraja/result-codes.test.ts"],
      test: "the table",
    },
  },
];
