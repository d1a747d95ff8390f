import type { Tooth } from "./tooth";

const WRITE = "lib/callback-spool/write-callback.ts";
const DRAIN = "lib/payments/drain-spool.ts";

const writeTest = (test: string): Tooth["caughtBy"] => ({
  project: "unit",
  files: ["lib/callback-spool/write-callback.test.ts"],
  test,
});
const drainTest = (test: string): Tooth["caughtBy"] => ({
  project: "database",
  files: ["lib/payments/drain-spool.db.test.ts"],
  test,
});

/** Bugs in what keeps callbacks while the database is away. */
export const SPOOLING: readonly Tooth[] = [
  {
    name: "spool-not-synced",
    rule: "a spooled callback is synced before 200",
    file: WRITE,
    find: "await file.sync();",
    replace: "",
    caughtBy: writeTest("is acknowledged only after file and name are synced"),
  },
  {
    name: "spool-name-not-synced",
    rule: "a spooled callback is synced before 200",
    file: WRITE,
    find: `await syncFolder(folder);
  return true;`,
    replace: "return true;",
    caughtBy: writeTest("is acknowledged only after file and name are synced"),
  },
  {
    name: "spool-without-bounds",
    rule: "a limit on every queue",
    file: WRITE,
    find: "if (usage.files >= maxFiles || usage.bytes + sealed.length > maxBytes) {",
    replace: "if (usage.files < 0 && maxFiles + maxBytes < 0) {",
    caughtBy: writeTest("refuses what is over the bounds"),
  },
  {
    name: "unspooled-acknowledged",
    rule: "what is not kept is not acknowledged",
    file: "lib/http/callback.ts",
    find: 'log.error("callback not spooled", { error });\n    return false;',
    replace: 'log.error("callback not spooled", { error });\n    return true;',
    caughtBy: {
      project: "database",
      files: ["lib/http/callback-spool.db.test.ts"],
      test: "is answered 503 when the disk refuses",
    },
  },
  {
    name: "drained-file-removed-first",
    rule: "a spooled callback stays until it is stored",
    file: DRAIN,
    find: "const receivedAgoMs =",
    replace: "await removeSpoolFile(folder, name);\n  const receivedAgoMs =",
    caughtBy: drainTest("stays on the disk when it cannot be stored"),
  },
  {
    name: "drained-late",
    rule: "14: received when it arrived, not when drained",
    file: DRAIN,
    find: "callback.body, { receivedAgoMs });",
    replace: "callback.body, { receivedAgoMs: receivedAgoMs * 0 });",
    caughtBy: drainTest("money that arrived before the order expired is not late"),
  },
];
