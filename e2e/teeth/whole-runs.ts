import type { Tooth } from "./tooth";

/** Bugs that whole running systems are to catch; each takes two builds of the app and some minutes. */
export const WHOLE_RUNS: readonly Tooth[] = [
  {
    name: "chaos:unknown-push-retried",
    rule: "nobody is asked to pay twice",
    file: "lib/payments/push-attempt.ts",
    find: `if (first.kind !== "token_rejected") return`,
    replace: `if (first.kind !== "token_rejected" && first.kind !== "unknown") return`,
    caughtBy: {
      program: "chaos",
      args: ["--payments", "200", "--seed", "tooth-1", "--profile", "ci"],
      figure: "without witness, not left open",
    },
  },
];
