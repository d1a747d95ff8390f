import { z } from "zod";
import { TIME_ZONES, type TimeZone } from "./export-columns";

/** What somebody wants in a file. */
export type ExportChoice<Column extends string> = {
  columns: Column[];
  zone: TimeZone;
  /** Whether the file begins with the mark by which Excel knows UTF-8. */
  hasMark: boolean;
};

/**
 * Reads from an address what a file is to hold: `column`, given once for each and all of them where
 * none is given, in the product's own order; `zone`; `bom`. Null for anything that is not offered.
 */
export function readExport<Column extends string>(
  params: URLSearchParams,
  columns: readonly Column[],
): ExportChoice<Column> | null {
  const parsed = z
    .object({
      columns: z.array(z.enum(columns)),
      zone: z.enum(TIME_ZONES),
      hasMark: z.enum(["0", "1"]).transform((value) => value === "1"),
    })
    .safeParse({
      columns: params.getAll("column"),
      zone: params.get("zone") ?? "nairobi",
      hasMark: params.get("bom") ?? "0",
    });
  if (!parsed.success) return null;
  const chosen = parsed.data.columns;
  return {
    ...parsed.data,
    columns: chosen.length === 0 ? [...columns] : columns.filter((name) => chosen.includes(name)),
  };
}
