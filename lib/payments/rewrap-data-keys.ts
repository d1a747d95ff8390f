import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { asRecords, type SealedColumn } from "@/lib/key-rotation/sealed-column";
import { dataKeyBinding } from "./attempt-secrets";

type Row = { id: string; merchantId: string; sealed: Buffer };

/**
 * The attempts' data keys, to be wrapped with another key of the instance. The data keys themselves
 * stay, and with them phone numbers and raw evidence, which never change. This is the one writer of
 * that column after the claim, and it writes nothing else: no state of money. A key that was destroyed
 * meanwhile stays destroyed.
 */
export function dataKeyColumn(db: Db): SealedColumn {
  return {
    name: "attempts.data_key_sealed",
    readPage: async (after, rows) => {
      const page = await db.execute<Row>(sql`
        select id, merchant_id as "merchantId", data_key_sealed as sealed from attempts
        where id > ${after} and data_key_sealed is not null order by id limit ${rows}`);
      return page.rows.map(({ id, merchantId, sealed }) => ({
        id,
        sealed,
        binding: dataKeyBinding(merchantId),
      }));
    },
    replace: async (replacements) => {
      const written = await db.execute(sql`
        with fresh as (
          select id, decode(was, 'hex') as was, decode(becomes, 'hex') as becomes
          from jsonb_to_recordset(${asRecords(replacements)}::jsonb)
            as given (id text, was text, becomes text)
        ), held as (
          select a.id from attempts a join fresh on fresh.id = a.id and fresh.was = a.data_key_sealed
          order by a.id for update of a skip locked
        )
        update attempts set data_key_sealed = fresh.becomes from fresh
        where attempts.id = fresh.id and attempts.data_key_sealed = fresh.was
          and attempts.id in (select id from held)`);
      return written.rowCount ?? 0;
    },
  };
}
