import { z } from "zod";
import { EVIDENCE_KINDS } from "@/db/vocabulary";
import { asFailureReason } from "../failure-reason";

/** An order as it stands in the database: its facts, and the projections made from them. */

const MICROSECONDS_PER_MS = 1_000;

/** A time comes as microseconds, which order what one clock wrote; decisions see milliseconds. */
const time = z.int().transform((us) => new Date(Math.floor(us / MICROSECONDS_PER_MS)));

const amount = z.int().nullable();
const text = z.string().nullable();

const attempt = z.object({
  id: z.string(),
  amountKes: z.int(),
  createdAt: time,
  claimedUs: z.int(),
  push: z.string(),
  outcome: z.string(),
  reason: text,
  reportedAmountKes: amount,
  decision: text,
  merchantRequestId: text,
  checkoutRequestId: text,
  pushedAt: time.nullable(),
  promptEndsAt: time.nullable(),
  nextCheckAt: time.nullable(),
});

const evidence = z.object({
  id: z.string(),
  attemptId: text,
  aboutAttemptId: text,
  kind: z.enum(EVIDENCE_KINDS),
  code: text,
  reason: text.transform(asFailureReason),
  amountKes: amount,
  receipt: text,
  merchantRequestId: text,
  checkoutRequestId: text,
  receivedAt: time,
  appliedUs: z.int().nullable(),
});

const payment = z.object({
  attemptId: z.string(),
  kind: z.string(),
  amountKes: z.int(),
  receipt: text,
  counted: z.boolean(),
  late: z.boolean(),
  afterFailure: z.boolean(),
});

const line = z.object({ kind: z.string(), attemptId: text, detail: z.unknown() });

export const recordedOrderShape = z.object({
  orderId: z.string(),
  amountKes: z.int(),
  expiresAt: time,
  status: z.string(),
  paidKes: z.int(),
  flags: z.array(z.string()),
  cases: z.array(z.string()),
  refundedKes: z.int(),
  restAsked: z.boolean(),
  attempts: z.array(attempt),
  evidence: z.array(evidence),
  payments: z.array(payment),
  timeline: z.array(line),
});

export type RecordedOrder = z.infer<typeof recordedOrderShape>;
export type RecordedEvidence = RecordedOrder["evidence"][number];
