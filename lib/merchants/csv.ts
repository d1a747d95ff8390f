/**
 * CSV as RFC 4180 has it, and no more: thirty lines that stream are less to keep than a library.
 * Spreadsheets run a cell that begins like a formula, whoever wrote it (a customer's title, say):
 * such a cell gets an apostrophe before it.
 */

export type Cell = string | number | null;

/** Signs that begin a formula or a macro, also in full width, and those that hide one. */
const STARTS_FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** One line of a CSV file; numbers stay numbers, null is an empty cell. */
export function csvLine(cells: Cell[]): string {
  return `${cells.map(writeCell).join(",")}\r\n`;
}

function writeCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = STARTS_FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
