import { keyIdOf, seal, type SealingKeys, unseal } from "@/lib/sealing";
import type { Replacement, SealedColumn, SealedRow } from "./sealed-column";

/** Few enough that no statement holds its rows for more than a moment. */
const PAGE_ROWS = 500;
/** Rows that others change meanwhile come again in the next pass. */
const MAX_PASSES = 5;

export type ColumnReport = {
  name: string;
  /** Values sealed anew. */
  resealed: number;
  /** How many values name each key, as the last pass found them. */
  byKey: Map<string, number>;
  /** Rows that no known key opens, by why; their ids, a few of them. */
  unopened: { keyId: string; rows: number; examples: string[] }[];
};

const EXAMPLES = 5;

type Pass = { resealed: number; missed: number; byKey: Map<string, number>; unopened: SealedRow[] };

async function pass(
  keys: SealingKeys,
  column: SealedColumn,
  onRows: (rows: number) => void,
): Promise<Pass> {
  const found: Pass = { resealed: 0, missed: 0, byKey: new Map(), unopened: [] };
  let rows = await column.readPage("", PAGE_ROWS);
  for (let last = rows.at(-1); last; last = rows.at(-1)) {
    const replacements: Replacement[] = [];
    for (const row of rows) {
      const keyId = keyIdOf(row.sealed);
      found.byKey.set(keyId, (found.byKey.get(keyId) ?? 0) + 1);
      if (keyId === keys.activeId) continue;
      try {
        const plain = unseal(keys, row.sealed, row.binding);
        replacements.push({ id: row.id, was: row.sealed, becomes: seal(keys, plain, row.binding) });
      } catch {
        found.unopened.push(row);
      }
    }
    const replaced = replacements.length === 0 ? 0 : await column.replace(replacements);
    found.resealed += replaced;
    found.missed += replacements.length - replaced;
    onRows(rows.length);
    rows = await column.readPage(last.id, PAGE_ROWS);
  }
  return found;
}

function groupUnopened(rows: SealedRow[]): ColumnReport["unopened"] {
  const groups = new Map<string, { keyId: string; rows: number; examples: string[] }>();
  for (const { id, sealed } of rows) {
    const keyId = keyIdOf(sealed);
    const group = groups.get(keyId) ?? { keyId, rows: 0, examples: [] };
    group.rows += 1;
    if (group.examples.length < EXAMPLES) group.examples.push(id);
    groups.set(keyId, group);
  }
  return [...groups.values()];
}

/**
 * Seals every value of a column anew that another key than the newest sealed, a page at a time, until a
 * pass finds nothing more to do. Stopped at any moment and begun again it goes on where rows are left;
 * a value that changed meanwhile is never overwritten. What cannot be opened is told and left alone.
 */
export async function resealColumn(
  keys: SealingKeys,
  column: SealedColumn,
  onRows: (rows: number) => void = () => undefined,
): Promise<ColumnReport> {
  let resealed = 0;
  let found = await pass(keys, column, onRows);
  for (let passes = 1; passes < MAX_PASSES && found.resealed + found.missed > 0; passes += 1) {
    resealed += found.resealed;
    found = await pass(keys, column, () => undefined);
  }
  resealed += found.resealed;
  const { byKey } = found;
  return { name: column.name, resealed, byKey, unopened: groupUnopened(found.unopened) };
}
