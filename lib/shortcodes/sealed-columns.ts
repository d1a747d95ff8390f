import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { asRecords, type SealedColumn } from "@/lib/key-rotation/sealed-column";
import { bindingOf } from "@/lib/sealing";
import { tokenBinding } from "./access-token";

const CREDENTIALS = ["consumer_key", "consumer_secret", "pass_key"] as const;

type Row = { id: string; owner: string; sealed: Buffer };

const fresh = (records: string) => sql`
  select id, decode(was, 'hex') as was, decode(becomes, 'hex') as becomes
  from jsonb_to_recordset(${records}::jsonb) as given (id text, was text, becomes text)`;

/** The credentials of shortcodes and the access tokens, as columns to be sealed anew. */
export function shortcodeSecretColumns(db: Db): SealedColumn[] {
  return [...CREDENTIALS.map((name) => credentialColumn(db, name)), tokenColumn(db)];
}

function credentialColumn(db: Db, name: (typeof CREDENTIALS)[number]): SealedColumn {
  const column = sql.identifier(`${name}_sealed`);
  return {
    name: `shortcodes.${name}_sealed`,
    readPage: async (after, rows) => {
      const page = await db.execute<Row>(sql`
        select id, merchant_id as owner, ${column} as sealed from shortcodes
        where id > ${after} order by id limit ${rows}`);
      return page.rows.map(({ id, owner, sealed }) => ({
        id,
        sealed,
        binding: bindingOf("shortcodes", name, owner),
      }));
    },
    replace: async (replacements) => {
      const written = await db.execute(sql`
        with fresh as (${fresh(asRecords(replacements))}), held as (
          select s.id from shortcodes s join fresh on fresh.id = s.id
          order by s.id for update of s skip locked
        )
        update shortcodes set ${column} = fresh.becomes from fresh
        where shortcodes.id = fresh.id and shortcodes.${column} = fresh.was
          and shortcodes.id in (select id from held)`);
      return written.rowCount ?? 0;
    },
  };
}

function tokenColumn(db: Db): SealedColumn {
  return {
    name: "access_tokens.token_sealed",
    readPage: async (after, rows) => {
      const page = await db.execute<Row>(sql`
        select encode(consumer_key_hash, 'hex') as id, token_sealed as sealed from access_tokens
        where consumer_key_hash > decode(${after}, 'hex') and token_sealed is not null
        order by consumer_key_hash limit ${rows}`);
      return page.rows.map(({ id, sealed }) => ({
        id,
        sealed,
        binding: tokenBinding(Buffer.from(id, "hex")),
      }));
    },
    replace: async (replacements) => {
      const written = await db.execute(sql`
        with fresh as (${fresh(asRecords(replacements))}), held as (
          select t.consumer_key_hash from access_tokens t
          join fresh on decode(fresh.id, 'hex') = t.consumer_key_hash
          order by t.consumer_key_hash for update of t skip locked
        )
        update access_tokens set token_sealed = fresh.becomes from fresh
        where access_tokens.consumer_key_hash = decode(fresh.id, 'hex')
          and access_tokens.token_sealed = fresh.was
          and access_tokens.consumer_key_hash in (select consumer_key_hash from held)`);
      return written.rowCount ?? 0;
    },
  };
}
