import type { Faults } from "../support/simulator";

/**
 * The provider's bad days: each set of knobs is in force for some payments of a run. Every phone of a
 * run has its own answer and time, so no set says how prompts are answered. Prompts stay open until
 * their phone answers: a late payer is one whose phone answers late.
 */
export type KnobSet = {
  name: string;
  faults: Faults;
  /** How many payments it is in force for, relative to the others. */
  weight: number;
  /** What must have been seen on the wire before another set follows, as the tap calls it. */
  brings: readonly string[];
};

const PROMPTS_STAY_OPEN_MS = 60 * 60_000;

/** What is in force in every set, and alone when the provider is well. */
export const CALM: Faults = { promptTimeoutMs: PROMPTS_STAY_OPEN_MS };

const set = (
  name: string,
  faults: Faults,
  { weight = 1, brings = [] }: Partial<Pick<KnobSet, "weight" | "brings">> = {},
): KnobSet => ({
  name,
  weight,
  brings,
  faults: { ...CALM, ...faults },
});

/** While payments are started. */
export const KNOB_SETS: readonly KnobSet[] = [
  set(
    "lost answers and lost callbacks",
    {
      push: { loseResponse: 0.5 },
      callback: { drop: 0.5 },
      query: { inProgressShape: "500.001.1001" },
    },
    { brings: ["push answer lost after acceptance"] },
  ),
  set(
    "callbacks before the push answer",
    {
      callback: { beforeResponse: 0.7 },
      push: { latencyMs: [50, 400] },
      query: { inProgressShape: "4999" },
    },
    { brings: ["callback before the push answer"] },
  ),
  set("callbacks dropped", {
    callback: { drop: 0.6, missingBalanceValue: 0.5 },
    query: { inProgressShape: "empty200" },
  }),
  set("callbacks doubled", {
    callback: {
      duplicate: 0.7,
      delayMs: [0, 1_500],
      missingBalanceValue: 0.5,
      resultCodeAsString: 0.4,
    },
  }),
  set("callbacks reordered", {
    callback: { delayMs: [0, 5_000], resultCodeAsString: 0.6 },
    query: { inProgressShape: "mixed" },
  }),
  set("other amounts than asked", { callback: { wrongAmount: 0.6, maskedPhone: 0.5 } }),
  set("success after failure", {
    callback: { lateSuccessAfterFailure: 0.6, resultCodeAsString: 0.4 },
  }),
  set("tokens that die young", {
    oauth: { expiresInSeconds: 1, newTokenKillsOld: true },
    callback: { drop: 0.1 },
  }),
  set(
    "dead tokens and none",
    { oauth: { error400Empty: 0.5, expiresInSeconds: 0 } },
    { weight: 0.4, brings: ["token refused in mid-flight", "no token: empty 400"] },
  ),
  set(
    "busy and broken",
    { push: { spikeArrest: 0.3, html503: 0.35, error500: 0.5 } },
    { brings: ["push spike arrest", "push 503 with HTML", "push error 500"] },
  ),
  set("answers that hang", { push: { hangMs: 11_500 } }, { weight: 0.3 }),
  set(
    "answers that dawdle",
    { push: { hangMs: 2_500 }, callback: { drop: 0.2 } },
    { weight: 0.7, brings: ["push hangs"] },
  ),
  set("a good day", {}),
];

/** While time passes: what questions are answered. Each is in force for one step of `LATE_STEPS`. */
export const LATE_KNOB_SETS = {
  refusesQuestions: set(
    "questions refused",
    { query: { perMinute: 1 } },
    { brings: ["query rate limit"] },
  ),
  stumbles: set(
    "questions stumble",
    { query: { inProgressShape: "4999", random500: 0.4, latencyMs: [0, 400] } },
    { brings: ["query in progress: 4999", "query error 500"] },
  ),
  putsOff: set(
    "questions put off",
    { query: { inProgressShape: "500.001.1001" } },
    { brings: ["query in progress: 500.001.1001"] },
  ),
  lies: set(
    "paid prompts called cancelled",
    {
      query: { inProgressShape: "empty200", wrongFailed: 0.7 },
      oauth: { expiresInSeconds: 1, newTokenKillsOld: true },
    },
    { brings: ["query in progress: empty 200"] },
  ),
  mixes: set("questions answered anyhow", {
    query: { inProgressShape: "mixed", wrongFailed: 0.2, random500: 0.1 },
    push: { loseResponse: 0.15 },
    callback: { drop: 0.15, delayMs: [0, 1_000], duplicate: 0.1 },
  }),
} satisfies Record<string, KnobSet>;
