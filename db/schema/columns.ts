import { sql, type SQL } from "drizzle-orm";
import { customType, timestamp, type AnyPgColumn } from "drizzle-orm/pg-core";

/** Bytes, as Node's Buffer. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => "bytea",
});

/** Text that sorts by code points, so that an index finds what begins with something. */
export const textByCodePoint = customType<{ data: string; driverData: string }>({
  dataType: () => 'text collate "C"',
});

/** A point in time with its zone; every time in the database is one of these. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** `column in ('a', 'b')`, so that a check follows the const array it guards. */
export function oneOf(column: AnyPgColumn, values: readonly string[]): SQL {
  const list = sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
  return sql`${column} in (${list})`.inlineParams();
}
