import { sql } from "drizzle-orm";
import { z } from "zod";
import { auditPart } from "@/lib/audit/record-audit";
import { isIdOf, makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { MAX_NOTE_CHARS } from "./model";
import type { OrderMaker } from "./order-maker";

/** More than people write about one order; a page shows them all. */
const MAX_NOTES = 200;

/** A form's text with the newlines of the database, and without signs that nobody can see. */
const noteText = z
  .string()
  .transform((text) =>
    text
      .replaceAll(/\r\n?/g, "\n")
      .replaceAll(/[^\P{Cc}\n\t]/gu, "")
      .trim(),
  )
  .refine((text) => text !== "", "empty")
  .refine((text) => Array.from(text).length <= MAX_NOTE_CHARS, "too_long");

const NOTE_PROBLEMS = ["empty", "too_long"] as const;

export type NoteRefusal = (typeof NOTE_PROBLEMS)[number] | "order_not_found" | "too_many_notes";
export type NoteResult = { ok: true } | { ok: false; reason: NoteRefusal };

/**
 * Writes a note about an order of the member's merchant, under their name as it is now, and that it
 * was written into the audit. The same submission again is the same note. Unknown and foreign orders are answered alike. Throws if the
 * database is away.
 */
export async function addNote(
  { db }: Pick<Runtime, "db">,
  maker: OrderMaker,
  input: { orderId: unknown; text: unknown; submission: string },
): Promise<NoteResult> {
  const { merchantId, userId } = maker;
  const { orderId, submission } = input;
  if (!isIdOf("order", orderId)) return { ok: false, reason: "order_not_found" };
  const text = noteText.safeParse(input.text);
  if (!text.success) {
    const said = NOTE_PROBLEMS.find((problem) => text.error.issues[0]?.message === problem);
    return { ok: false, reason: said ?? "empty" };
  }
  const { rows } = await db.execute<{ notes: number }>(sql`
    with target as (
      select o.merchant_id, o.id, u.id as author_id, u.name, (
        select count(*)::int from order_notes n
        where n.merchant_id = o.merchant_id and n.order_id = o.id) as notes
      from orders o, users u
      where o.merchant_id = ${merchantId} and o.id = ${orderId} and u.id = ${userId}
    ), added as (
      insert into order_notes (id, merchant_id, order_id, author_id, author_name, text, submission,
        created_at)
      select ${makeId("note")}, merchant_id, id, author_id, name, ${text.data}, ${submission},
        clock_timestamp()
      from target where notes < ${MAX_NOTES}::int
      on conflict on constraint order_notes_submission do nothing
      returning id
    ), audit as (${auditPart(
      { merchantId, by: maker, action: "note_added", about: { kind: "order", id: orderId } },
      sql`added`,
    )})
    select notes from target`);
  const [target] = rows;
  if (!target) return { ok: false, reason: "order_not_found" };
  return target.notes < MAX_NOTES ? { ok: true } : { ok: false, reason: "too_many_notes" };
}
