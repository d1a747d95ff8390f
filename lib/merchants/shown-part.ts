import type { ShownPart } from "./model";

/** Rows on one page of a long list of an order. */
export const PART_ROWS = 200;

/** The page that is wanted of a long list, counted from 1; null for its oldest and newest rows. */
export type Part = number | null;

/** Which part of a list with so many rows is shown: a page beyond the last is the last. */
export function partOf(wanted: Part, total: number): ShownPart {
  const pages = Math.max(1, Math.ceil(total / PART_ROWS));
  return { total, pages, page: wanted === null ? null : Math.min(pages, Math.max(1, wanted)) };
}
