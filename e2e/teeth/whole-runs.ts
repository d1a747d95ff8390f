import type { Tooth } from "./tooth";

const CHAOS = { program: "chaos", args: ["--payments", "100", "--profile", "ci"] } as const;
const FORGERY = { program: "proof", args: ["forgery", "--scale", "0.02"] } as const;

/** Bugs that whole running systems are to catch; each takes a build of the app and some minutes. */
export const WHOLE_RUNS: readonly Tooth[] = [
  {
    name: "chaos:unknown-push-retried",
    rule: "nobody is asked to pay twice",
    file: "lib/payments/push-attempt.ts",
    find: `if (first.kind !== "token_rejected") return`,
    replace: `if (first.kind !== "token_rejected" && first.kind !== "unknown") return`,
    caughtBy: { ...CHAOS, figure: "double prompts on one live attempt" },
  },
  {
    name: "chaos:success-after-failure-dropped",
    rule: "no shilling is lost",
    file: "lib/payments/judge-attempt.ts",
    find: `if (exact || zero === "confirmed") return "succeeded";`,
    replace: `if (!failure && (exact || zero === "confirmed")) return "succeeded";`,
    caughtBy: { ...CHAOS, figure: "missing" },
  },
  {
    name: "forgery:body-read-before-the-token",
    rule: "404 with the body unread",
    file: "lib/http/callback.ts",
    find: "const found = await lookUp(runtime, token);",
    replace: `await request.clone().body?.getReader().read();
  const found = await lookUp(runtime, token);`,
    caughtBy: { ...FORGERY, figure: "answered 404 without them" },
  },
];
