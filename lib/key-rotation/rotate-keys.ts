import type { Db } from "@/db/client";
import { countSpoolKeys } from "@/lib/callback-spool/count-spool-keys";
import type { Env } from "@/lib/env";
import { dataKeyColumn } from "@/lib/payments/rewrap-data-keys";
import { shortcodeSecretColumns } from "@/lib/shortcodes/sealed-columns";
import { type ColumnReport, resealColumn } from "./reseal-column";
import type { SealedColumn } from "./sealed-column";

export type RotationReport = {
  columns: ColumnReport[];
  /** Of the callbacks on this host's disk; null where none are kept. */
  spool: Map<string, number> | null;
  /** Older keys that something still names, with what: they must stay in ENCRYPTION_KEYS. */
  stillNamed: Map<string, string[]>;
};

/** Every column that is sealed with the instance's keys (`sealed-columns.test.ts` finds new ones). */
export function sealedColumns(db: Db): SealedColumn[] {
  return [...shortcodeSecretColumns(db), dataKeyColumn(db)];
}

/**
 * Seals everything anew that another key than the newest of ENCRYPTION_KEYS sealed, while the product
 * runs. Throws if the database is away; begun again it goes on.
 */
export async function rotateKeys(
  db: Db,
  env: Pick<Env, "ENCRYPTION_KEYS" | "CALLBACK_SPOOL">,
  onRows: (column: string, rows: number) => void = () => undefined,
): Promise<RotationReport> {
  const keys = env.ENCRYPTION_KEYS;
  const columns: ColumnReport[] = [];
  for (const column of sealedColumns(db)) {
    columns.push(await resealColumn(keys, column, (rows) => onRows(column.name, rows)));
  }
  const spool = env.CALLBACK_SPOOL === null ? null : await countSpoolKeys(env.CALLBACK_SPOOL);
  const stillNamed = new Map<string, string[]>();
  const places = [
    ...columns.map(({ name, byKey }) => ({ name, byKey })),
    { name: "callback spool", byKey: spool ?? new Map<string, number>() },
  ];
  for (const { name, byKey } of places) {
    for (const [keyId, count] of byKey) {
      if (keyId === keys.activeId) continue;
      stillNamed.set(keyId, [...(stillNamed.get(keyId) ?? []), `${count} of ${name}`]);
    }
  }
  return { columns, spool, stillNamed };
}
