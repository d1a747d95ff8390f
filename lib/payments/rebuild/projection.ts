import { canonicalJson } from "@/lib/orders/canonical-json";

/**
 * What follows from the evidence of one order, field by field: `order status` → "paid",
 * `attempt att_… outcome` → "failed", `timeline 3` → what its third line says. Ids that were made up
 * on writing, `version` and write times are no part of it.
 */
export type Projection = ReadonlyMap<string, string>;

type Told = { kind: string; attemptId: string | null; detail: unknown };

/** A stored order and a replayed one are both told in this shape. */
export type Projected = {
  order: {
    status: string;
    paidKes: number;
    flags: readonly string[];
    cases: readonly string[];
    refundedKes: number;
    restAsked: boolean;
  };
  attempts: readonly {
    id: string;
    push: string;
    outcome: string;
    reason: string | null;
    reportedAmountKes: number | null;
    decision: string | null;
    merchantRequestId: string | null;
    checkoutRequestId: string | null;
    pushedAt: Date | null;
    promptEndsAt: Date | null;
    nextCheckAt: Date | null;
  }[];
  payments: readonly {
    attemptId: string;
    kind: string;
    amountKes: number;
    receipt: string | null;
    counted: boolean;
    late: boolean;
    afterFailure: boolean;
  }[];
  timeline: readonly Told[];
};

const tell = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : canonicalJson(value);

/** A payment is known by its attempt; a second one of the same attempt must not hide behind it. */
function namePayments(payments: Projected["payments"]): [string, object][] {
  const seen = new Map<string, number>();
  return payments.map(({ attemptId, ...payment }) => {
    const nth = (seen.get(attemptId) ?? 0) + 1;
    seen.set(attemptId, nth);
    return [`payment of ${attemptId}${nth === 1 ? "" : ` (${nth})`}`, payment];
  });
}

/** The fields of an attempt that follow from evidence, whatever else is known of it. */
function pickAttempt(attempt: Projected["attempts"][number]) {
  const { push, outcome, reason, reportedAmountKes, decision } = attempt;
  const { merchantRequestId, checkoutRequestId, pushedAt, promptEndsAt, nextCheckAt } = attempt;
  const known = {
    push,
    outcome,
    reason,
    reportedAmountKes,
    decision,
    merchantRequestId,
    checkoutRequestId,
  };
  return { ...known, pushedAt, promptEndsAt, nextCheckAt };
}

/** Spreads what is projected out into fields. */
export function toProjection({ order, attempts, payments, timeline }: Projected): Projection {
  const { status, paidKes, flags, cases, refundedKes, restAsked } = order;
  const waiting = { flags: flags.toSorted(), cases: cases.toSorted() };
  const things: [string, object][] = [
    ["order", { status, paidKes, refundedKes, restAsked, ...waiting }],
    ...attempts.map((attempt): [string, object] => [`attempt ${attempt.id}`, pickAttempt(attempt)]),
    ...namePayments(payments),
  ];
  const fields = things.flatMap(([name, thing]) =>
    Object.entries(thing).map(([field, value]): [string, string] => [
      `${name} ${field}`,
      tell(value),
    ]),
  );
  const lines = timeline.map(({ kind, attemptId, detail }, index): [string, string] => [
    `timeline ${index + 1}`,
    tell({ kind, attemptId, detail }),
  ]);
  return new Map([...fields, ...lines]);
}
