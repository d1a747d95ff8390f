import { decodeCursor, encodeCursor } from "@/lib/orders/cursor";
import type { Listing } from "./model";

export const PAGE_ROWS = 25;

/** Where in a list a page stands: older than one row, newer than one, or at the start. */
export type Place = { before: string | null; after: string | null };

/** Query values as a place; what is no cursor of ours means the start of the list. */
export function readPlace(
  kind: "order" | "attempt" | "paymentLink",
  query: { before?: string | undefined; after?: string | undefined },
): Place {
  const read = (cursor: string | undefined) =>
    cursor === undefined ? null : decodeCursor(kind, cursor);
  const before = read(query.before);
  return { before, after: before === null ? read(query.after) : null };
}

/** Reads up to `limit` rows from a place: newest first, except upwards from `after`. */
type Read<Row> = (place: Place, limit: number) => Promise<Row[]>;

/**
 * One page of a list that is ordered by ids, newest first, with cursors to the pages beside it.
 * Going up to fewer rows than a page has ends at the start of the list.
 */
export async function readPage<Row>(
  place: Place,
  idOf: (row: Row) => string,
  read: Read<Row>,
): Promise<Listing<Row>> {
  if (place.after !== null) {
    const found = await read(place, PAGE_ROWS + 1);
    if (found.length > PAGE_ROWS) {
      const rows = found.slice(0, PAGE_ROWS).reverse();
      return { rows, newer: cursorOf(rows.at(0), idOf), older: cursorOf(rows.at(-1), idOf) };
    }
  }
  const found = await read({ before: place.before, after: null }, PAGE_ROWS + 1);
  const rows = found.slice(0, PAGE_ROWS);
  return {
    rows,
    newer: place.before === null ? null : cursorOf(rows.at(0), idOf),
    older: found.length > PAGE_ROWS ? cursorOf(rows.at(-1), idOf) : null,
  };
}

function cursorOf<Row>(row: Row | undefined, idOf: (row: Row) => string): string | null {
  return row === undefined ? null : encodeCursor(idOf(row));
}
