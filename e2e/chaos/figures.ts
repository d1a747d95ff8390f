import type { Figure } from "../proofs/proof";
import { BEHAVIOURS } from "./make-customers";
import { LINE_FAULT_KINDS, LINE_NAMES } from "./plan";
import type { RunResult } from "./run-chaos";

export const KILLS = ["app killed", "app killed in a callback", "postgres killed"] as const;
/** A kill that finds nothing to strike is left out in the end; a run may lose so many that way. */
const KILLS_HAPPEN = 0.9;
/** Most customers pay: a run in which few do proves little. */
const leastDebits = (payments: number) =>
  payments < MEETS_EVERYTHING_FROM ? 1 : Math.ceil(payments * 0.5);
const PROCESS_FAULTS = ["app frozen", "backends ended"];

/** Everything that the provider has to have done for a run to count. */
const PROVIDER_FAULTS = [
  "push answer lost after acceptance",
  "callback before the push answer",
  "callback dropped",
  "callback delivered again",
  "callback delivered late",
  "callback delivered after the order expired",
  "callbacks out of order",
  "callback with another amount",
  "callback with the code as text",
  "callback with an empty balance",
  "success after failure",
  "token refused in mid-flight",
  "no token: empty 400",
  "push spike arrest",
  "push 503 with HTML",
  "push error 500",
  "push hangs",
  "query in progress: 500.001.1001",
  "query in progress: 4999",
  "query in progress: empty 200",
  "query error 500",
  "query wrong failure",
  "query rate limit",
];

const LINE_FAULTS = LINE_NAMES.flatMap((line) =>
  LINE_FAULT_KINDS.map((kind) => `${line} line: ${kind}`),
);
const CUSTOMERS = [
  ...BEHAVIOURS.map((behaviour) => `customer ${behaviour}`),
  "customer pays late: old prompt paid",
  "customer pays twice: old prompt paid",
];

/** Fewer payments cannot be sure to meet everything that is planned: then it is told, not judged. */
export const MEETS_EVERYTHING_FROM = 200;

/** The table of a run. Every disagreement must be 0, and everything planned must have happened. */
export function figuresOf({
  payments,
  books,
  findings,
  tally,
  planned,
  invariantsBroken,
  rebuiltDifferently,
  copy,
  seconds,
}: RunResult): Figure[] {
  const happened = (group: string, kinds: readonly string[]): Figure[] =>
    kinds.map((kind) => ({
      name: `${group}: ${kind}`,
      value: tally.of(kind),
      ...(payments < MEETS_EVERYTHING_FROM ? {} : { must: { beAtLeast: 1 } }),
    }));
  const none = (name: string, lines: readonly string[]): Figure => ({
    name,
    value: lines.length,
    must: { be: 0 },
  });
  return [
    { name: "payments", value: books.orders.length, must: { be: payments } },
    { name: "attempts", value: books.attempts.length },
    ...KILLS.map((kind) => ({
      name: `kill: ${kind}`,
      value: tally.of(kind),
      must: { beAtLeast: Math.max(1, Math.floor((planned[kind] ?? 0) * KILLS_HAPPEN)) },
    })),
    ...happened("fault", [...PROCESS_FAULTS, ...LINE_FAULTS, ...PROVIDER_FAULTS]),
    ...happened("who", CUSTOMERS),
    {
      name: "debits",
      value: books.debits.length,
      must: { beAtLeast: leastDebits(payments) },
    },
    { name: "payments recorded", value: books.payments.length },
    { name: "without witness", value: findings.withoutWitness.length },
    { name: "amount untold", value: findings.amountUntold.length },
    none("missing", findings.missing),
    none("extra", findings.extra),
    none("wrong amount", findings.wrongAmount),
    none("wrong merchant", findings.wrongMerchant),
    none("orders whose status differs from the sum of their payments", findings.wrongStatus),
    none("double prompts on one live attempt", findings.doublePrompts),
    none("prompts beyond the limits", findings.beyondLimits),
    none("attempts unresolved although a witness exists", findings.openDespiteWitness),
    none("acknowledged callbacks lost", findings.acknowledgedLost),
    none("without witness, not left open", findings.withoutWitnessMishandled),
    {
      name: "broken invariants (the product's own count)",
      value: invariantsBroken,
      must: { be: 0 },
    },
    {
      name: "fields that differ when rebuilt from the evidence",
      value: rebuiltDifferently,
      must: { be: 0 },
    },
    ...copy,
    { name: "time", value: seconds, unit: "s" },
  ];
}

/** The figures of several runs added up; what each had to be, their sum has to be. */
export function addFigures(runs: readonly (readonly Figure[])[]): Figure[] {
  const [first = []] = runs;
  return first.map((figure, index) => {
    const all = runs.flatMap((figures) => figures[index] ?? []);
    const value = all.reduce((sum, one) => sum + one.value, 0);
    const musts = all.flatMap(({ must }) => must ?? []);
    const be = musts.flatMap((must) => ("be" in must ? [must.be] : []));
    const beAtLeast = musts.flatMap((must) => ("beAtLeast" in must ? [must.beAtLeast] : []));
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    if (be.length > 0) return { ...figure, value, must: { be: sum(be) } };
    return beAtLeast.length > 0
      ? { ...figure, value, must: { beAtLeast: sum(beAtLeast) } }
      : { ...figure, value };
  });
}
