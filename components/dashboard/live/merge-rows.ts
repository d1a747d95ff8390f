/** A row that the person sees; `hasLeft` once the list holds it no more, though it is still shown. */
export type KeptRow<Row> = { row: Row; hasLeft: boolean };

export type Kept<Row> = {
  rows: KeptRow<Row>[];
  /** Rows that are in the list by now and not shown. */
  added: number;
  /** Rows that are shown and in the list no more. */
  left: number;
};

/**
 * What to show of a list that was read again, without moving anything: rows that are shown stay where
 * they are, with what they say now, and new ones are only counted. A shown row that is missing has left
 * the list, unless it stands below all that were read: then it was pushed to the next page. Pure.
 */
export function mergeRows<Row extends { id: string }>(
  shown: readonly Row[],
  fresh: readonly Row[],
  hasMore: boolean,
): Kept<Row> {
  const freshById = new Map(fresh.map((row) => [row.id, row]));
  const shownIds = new Set(shown.map(({ id }) => id));
  const lastFound = shown.findLastIndex(({ id }) => freshById.has(id));
  const rows = shown.map((row, index) => {
    const found = freshById.get(row.id);
    return found ? { row: found, hasLeft: false } : { row, hasLeft: index < lastFound || !hasMore };
  });
  // Rows below the last that is shown came up from the next page: they are not new.
  const lastShown = fresh.findLastIndex(({ id }) => shownIds.has(id));
  const span = lastShown < 0 ? fresh : fresh.slice(0, lastShown);
  const added = span.filter(({ id }) => !shownIds.has(id)).length;
  return { rows, added, left: rows.filter(({ hasLeft }) => hasLeft).length };
}
