import type { Outcome } from "./model";
import type { Evidence, Fact } from "./snapshot";
import {
  CONFIRM_AFTER_MS,
  FAILURE_COUNTS_AFTER_MS,
  QUERY_SCHEDULE_MS,
  RECHECK_SCHEDULE_MS,
  SUCCESS_COUNTS_AFTER_MS,
} from "./timing";

type Asked = {
  outcome: Outcome;
  checkoutRequestId: string | null;
  /** The accepted push, else the claim. */
  base: Date;
  facts: Fact[];
  evidence: Evidence;
};

const isQuery = (fact: Fact) => fact.kind.startsWith("query_");
const latest = (facts: Fact[]) =>
  facts.reduce<Fact | null>(
    (found, fact) => (found && found.receivedAt >= fact.receivedAt ? found : fact),
    null,
  );

/** When a settled answer that does not count yet is asked again, or null. */
function confirmationDueMs(last: Fact | null, outcome: Outcome, baseMs: number): number | null {
  if (!last) return null;
  const lastMs = last.receivedAt.getTime();
  if (last.kind === "query_succeeded") {
    return Math.max(lastMs + CONFIRM_AFTER_MS, baseMs + SUCCESS_COUNTS_AFTER_MS);
  }
  const mayFail = last.kind === "query_failed" && outcome !== "failed";
  return mayFail && lastMs >= baseMs + FAILURE_COUNTS_AFTER_MS ? lastMs + CONFIRM_AFTER_MS : null;
}

/** Signed evidence that settles nothing by itself: worth asking about at once. */
function isWorthAsking({ kind, amountKes }: Evidence): boolean {
  return (
    kind === "callback_undetermined" ||
    kind === "callback_unreadable" ||
    (kind === "callback_success" && amountKes === null)
  );
}

/**
 * When the attempt is asked about next, or null for never: succeeded and reviewed attempts are not
 * asked about, nor those without Safaricom's id, nor any after 48 h (design.md, section 2).
 */
export function nextCheckAt(asked: Asked): Date | null {
  const { outcome, checkoutRequestId, base, evidence } = asked;
  if (checkoutRequestId === null || outcome === "succeeded" || outcome === "review") return null;
  const baseMs = base.getTime();
  const last = latest(asked.facts.filter(isQuery));
  const failure = latest(asked.facts.filter((fact) => fact.kind === "callback_failure"));
  const schedule = outcome === "failed" ? RECHECK_SCHEDULE_MS : QUERY_SCHEDULE_MS;
  const afterMs = Math.max(
    last?.receivedAt.getTime() ?? baseMs,
    outcome === "failed" ? (failure?.receivedAt.getTime() ?? baseMs) : baseMs,
  );
  const candidates = schedule.map((ms) => baseMs + ms).filter((ms) => ms > afterMs);
  const confirmation = confirmationDueMs(last, outcome, baseMs);
  if (confirmation !== null) candidates.push(confirmation);
  if (isWorthAsking(evidence)) {
    candidates.push(Math.max(evidence.receivedAt.getTime(), baseMs + SUCCESS_COUNTS_AFTER_MS));
  }
  return candidates.length === 0 ? null : new Date(Math.min(...candidates));
}
