import { and, asc, eq } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import { orderNotes } from "@/db/schema/notes";
import type { NoteRow, TimelineRow } from "./model";

/** What people wrote about an order, oldest first. */
export async function readNotes(
  db: MerchantDb,
  { merchantId, orderId }: { merchantId: string; orderId: string },
): Promise<NoteRow[]> {
  const rows = await db
    .select({
      id: orderNotes.id,
      author: orderNotes.authorName,
      text: orderNotes.text,
      createdAt: orderNotes.createdAt,
    })
    .from(orderNotes)
    .where(and(eq(orderNotes.merchantId, merchantId), eq(orderNotes.orderId, orderId)))
    .orderBy(asc(orderNotes.createdAt), asc(orderNotes.id));
  return rows.map(({ createdAt, ...row }) => ({ ...row, at: createdAt.toISOString() }));
}

/** The notes of the time of a page of the timeline; beside its oldest and newest lines, all of them. */
export function notesBetween(
  notes: NoteRow[],
  timeline: { lines: readonly TimelineRow[]; until: string | null; page: number | null },
): NoteRow[] {
  const { lines, until, page } = timeline;
  if (page === null) return notes;
  const from = page === 1 ? "" : (lines.at(0)?.at ?? "");
  return notes.filter(({ at }) => at >= from && (until === null || at < until));
}
