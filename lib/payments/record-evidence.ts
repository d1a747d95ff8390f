import { setTimeout as sleep } from "node:timers/promises";
import { startDeadline } from "@/lib/clock";
import { failpoint } from "@/lib/failpoints";
import { makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { isDatabaseAway, isUniqueViolation } from "@/lib/sql-errors";
import { decide } from "./decide";
import type { EvidenceKind, EvidenceSource } from "./model";
import { readSnapshot, type OrderRead, type ReadSnapshot } from "./read-snapshot";
import type { Changes, Evidence, Snapshot } from "./snapshot";
import { storeEvidence, type NewEvidence } from "./store-evidence";
import { SECURITY_KINDS } from "./tell";
import { type FreshEvidence, writeChanges } from "./write-changes";

/** Tries before a contended order is left to the sweeper; each loser waits for nobody. */
const MAX_TRIES = 40;

/**
 * How long evidence is held for a database that is away. What a push brought is told once, and is held
 * behind the answer; a query can be asked again, a clock read again.
 */
const STORE_PATIENCE_MS = {
  push: 10 * 60_000,
  query: 15_000,
  callback: 0,
  clock: 0,
  person: 0,
} as const satisfies Record<EvidenceSource, number>;
const STORE_AGAIN_MS = 500;

function toWrite(read: ReadSnapshot, changes: Changes) {
  const { id, kind } = read.evidence;
  return {
    ...read,
    evidence: { id, isQuery: kind.startsWith("query_"), fresh: null },
    isPaymentStored: read.snapshot.payments.some(
      ({ attemptId }) => attemptId === changes.payment?.attemptId,
    ),
    changes,
  };
}

function logFindings(runtime: Runtime, read: ReadSnapshot, changes: Changes): void {
  for (const { kind, attemptId } of changes.timeline) {
    const fields = { kind, orderId: read.orderId, ...(attemptId ? { attemptId } : {}) };
    if (SECURITY_KINDS.has(kind)) runtime.log.warn("security event", fields);
  }
}

/**
 * Applies stored evidence: read, decide, write in one compare-and-set statement, again from the
 * start when somebody was faster. The only writer of money state after creation and claim. Answers
 * false when the order stayed contended; the sweeper then applies it.
 */
export async function applyEvidence(runtime: Runtime, evidenceId: string): Promise<boolean> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const read = await readSnapshot(runtime.moneyDb, evidenceId);
    if (!read) throw new Error("evidence to apply does not exist");
    if (read.isApplied) return true;
    const changes = decide(read.snapshot, read.evidence);
    await failpoint("evidence:decided", read.evidence.kind);
    try {
      if (await writeChanges(runtime.moneyDb, toWrite(read, changes))) {
        await failpoint("evidence:applied", read.evidence.kind);
        logFindings(runtime, read, changes);
        return true;
      }
    } catch (error) {
      // Another attempt recorded this receipt meanwhile: read again and decide again.
      if (!isUniqueViolation(error)) throw error;
    }
  }
  runtime.log.warn("evidence stays unapplied for now", { evidenceId });
  return false;
}

/** Stores evidence, then applies it. Throws only if it could not be stored. */
export async function recordEvidence(runtime: Runtime, fresh: NewEvidence): Promise<string> {
  const id = await storePatiently(runtime, fresh);
  await failpoint("evidence:stored", fresh.kind);
  try {
    await applyEvidence(runtime, id);
  } catch (error) {
    runtime.log.error("evidence is stored and not applied yet", { evidenceId: id, error });
  }
  return id;
}

/**
 * What Safaricom answered cannot be asked for again: while the database is away it is tried for some
 * while longer, under one id, so that a lost answer does not make two rows.
 */
async function storePatiently(runtime: Runtime, fresh: NewEvidence): Promise<string> {
  const id = makeId("evidence");
  const deadline = startDeadline(STORE_PATIENCE_MS[fresh.source]);
  for (;;) {
    try {
      return await storeEvidence(runtime.moneyDb, fresh, id);
    } catch (error) {
      if (deadline.remainingMs() <= 0 || !isDatabaseAway(error)) throw error;
      runtime.log.warn("evidence could not be stored yet", { evidenceId: id, error });
      await failpoint("evidence:waiting", fresh.kind);
      await sleep(STORE_AGAIN_MS);
    }
  }
}

/**
 * Stores and applies what a person decided about an order, in the same statement, so that no start and
 * no other evidence slips in between. Answers false when the order has moved since it was read. Throws
 * 23505 when this decision is stored already, or its receipt is known meanwhile.
 */
export async function recordDecision(
  runtime: Runtime,
  order: OrderRead,
  { id = makeId("evidence"), ...fresh }: FreshEvidence & { id?: string },
): Promise<boolean> {
  const { snapshot, ...target } = order;
  const changes = decide(snapshot, asEvidence(id, snapshot, fresh));
  return writeChanges(runtime.moneyDb, {
    ...target,
    evidence: { id, isQuery: false, fresh },
    isPaymentStored: snapshot.payments.some(
      ({ attemptId }) => attemptId === changes.payment?.attemptId,
    ),
    changes,
  });
}

/** A decision as `decide` looks at it; when it is received does not matter to it. */
export function asEvidence<Kind extends EvidenceKind>(
  id: string,
  { order }: Snapshot,
  fresh: Pick<FreshEvidence, "aboutAttemptId" | "amountKes" | "receipt"> & { kind: Kind },
): Evidence & { kind: Kind } {
  const { kind, aboutAttemptId, amountKes, receipt } = fresh;
  const nothing = { code: null, reason: null, merchantRequestId: null, checkoutRequestId: null };
  const told = { kind, attemptId: null, aboutAttemptId, amountKes, receipt };
  return { id, ...nothing, ...told, receivedAt: order.expiresAt };
}
