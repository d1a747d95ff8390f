import { is } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import * as tables from "@/db/schema/tables";
import { sealedColumns } from "./rotate-keys";

/** Sealed with an attempt's own data key, which is what is wrapped anew. */
const UNDER_DATA_KEYS = ["attempts.msisdn_sealed", "evidence.raw_sealed"];

it("every sealed column of the database is sealed anew, or lies under a data key", () => {
  const found = Object.values(tables).flatMap((table) => {
    if (!is(table, PgTable)) return [];
    const { name, columns } = getTableConfig(table);
    return columns.flatMap((column) =>
      column.name.endsWith("_sealed") ? [`${name}.${column.name}`] : [],
    );
  });
  const walked = sealedColumns(drizzle.mock()).map(({ name }) => name);
  expect(found.toSorted()).toEqual([...walked, ...UNDER_DATA_KEYS].toSorted());
});
