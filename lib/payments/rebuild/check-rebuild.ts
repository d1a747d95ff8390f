import type { Db } from "@/db/client";
import { compareProjections, type Difference } from "./compare-projections";
import { findSharedReceipts } from "./find-shared-receipts";
import { toProjection } from "./projection";
import { readOrdersAfter, readOrdersOf } from "./read-orders";
import type { RecordedOrder } from "./recorded-order";
import { replayEvidence } from "./replay-evidence";

/** Orders held in memory at once. */
const PAGE = 200;

export type RebuildCounts = {
  orders: number;
  evidence: number;
  /** Evidence that is stored and not applied yet: no projection shows it. */
  unapplied: number;
  differences: number;
  /** Orders with a difference. */
  differing: number;
};

type Report = {
  onDifference: (difference: Difference) => void;
  onProgress?: (counts: RebuildCounts) => void;
};

/** Rebuilds orders that belong together and compares each with what is stored of it. */
function checkUnit(unit: RecordedOrder[], counts: RebuildCounts, report: Report): void {
  const rebuilt = replayEvidence(unit);
  for (const recorded of unit) {
    const { orderId, evidence } = recorded;
    const stored = toProjection({ ...recorded, order: recorded });
    const projected = rebuilt.get(orderId);
    const differences = projected
      ? compareProjections(orderId, stored, toProjection(projected))
      : [];
    differences.forEach(report.onDifference);
    counts.orders += 1;
    counts.evidence += evidence.length;
    counts.unapplied += evidence.filter(({ appliedUs }) => appliedUs === null).length;
    counts.differences += differences.length;
    counts.differing += differences.length > 0 ? 1 : 0;
  }
}

/**
 * Replays all evidence into empty projections and compares them with the stored ones; writes
 * nothing. Orders are taken one by one, those that name each other's receipts together, so memory
 * stays bounded at any number of orders. On a system that is taking payments meanwhile an order is
 * still read at one moment; one that shares a receipt only since the beginning may show as different.
 */
export async function checkRebuild(db: Db, report: Report): Promise<RebuildCounts> {
  const counts = { orders: 0, evidence: 0, unapplied: 0, differences: 0, differing: 0 };
  const groups = await findSharedReceipts(db);
  const grouped = new Set(groups.flat());
  for (const group of groups) checkUnit(await readOrdersOf(db, group), counts, report);
  for (let after = ""; ;) {
    const page = await readOrdersAfter(db, after, PAGE);
    const last = page.at(-1);
    if (!last) return counts;
    for (const order of page) if (!grouped.has(order.orderId)) checkUnit([order], counts, report);
    report.onProgress?.(counts);
    after = last.orderId;
  }
}
