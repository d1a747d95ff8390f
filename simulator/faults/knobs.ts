import { z } from "zod";

const DAY_MS = 24 * 60 * 60 * 1000;
const WEIGHT_ROUNDING = 1e-9;

const rate = z.number().min(0).max(1);
const milliseconds = z.number().min(0).max(DAY_MS);
const range = z
  .tuple([milliseconds, milliseconds])
  .refine(([min, max]) => min <= max, "must be [min, max]");

const autoAnswer = z
  .strictObject({
    pay: rate.default(0),
    cancel: rate.default(0),
    wrongPin: rate.default(0),
    ignore: rate.default(0),
    insufficient: rate.default(0),
  })
  .refine(
    (weights) => Object.values(weights).reduce((a, b) => a + b, 0) <= 1 + WEIGHT_ROUNDING,
    "weights must not sum above 1",
  );

/** The knobs of the contract, each off unless set. Anything else is refused. */
export const faultsSchema = z.strictObject({
  seed: z.union([z.number(), z.string()]).optional(),
  autoAnswer: autoAnswer.optional(),
  answerDelayMs: range.optional(),
  promptTimeoutMs: milliseconds.min(1).optional(),
  callback: z
    .strictObject({
      drop: rate.optional(),
      duplicate: rate.optional(),
      delayMs: range.optional(),
      beforeResponse: rate.optional(),
      resultCodeAsString: rate.optional(),
      missingBalanceValue: rate.optional(),
      maskedPhone: rate.optional(),
      wrongAmount: rate.optional(),
      lateSuccessAfterFailure: rate.optional(),
    })
    .optional(),
  push: z
    .strictObject({
      loseResponse: rate.optional(),
      error500: rate.optional(),
      html503: rate.optional(),
      spikeArrest: rate.optional(),
      hangMs: milliseconds.optional(),
      latencyMs: range.optional(),
    })
    .optional(),
  query: z
    .strictObject({
      inProgressShape: z.enum(["500.001.1001", "4999", "empty200", "mixed"]).optional(),
      wrongFailed: rate.optional(),
      random500: rate.optional(),
      perMinute: z.number().int().min(0).optional(),
      latencyMs: range.optional(),
    })
    .optional(),
  oauth: z
    .strictObject({
      expiresInSeconds: z.number().int().min(0).max(86_400).optional(),
      error400Empty: rate.optional(),
      newTokenKillsOld: z.boolean().optional(),
    })
    .optional(),
});

export type Faults = z.infer<typeof faultsSchema>;
export type AutoAnswerWeights = z.infer<typeof autoAnswer>;
export type MsRange = z.infer<typeof range>;
