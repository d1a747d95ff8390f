"use server";

import { revalidatePath } from "next/cache";
import { notFound } from "next/navigation";
import { z } from "zod";
import type { NoteFormState } from "@/components/dashboard/notes/note-form-state";
import { addNote } from "@/lib/merchants/add-note";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";
import { currentOrderMaker } from "../../current-order-maker";

const LIMIT_MS = 4_000;

const noteForm = z.object({
  orderId: z.string().max(64).catch(""),
  text: z.string().max(20_000).catch(""),
  submissionId: z.uuid().catch(() => crypto.randomUUID()),
});

/** Writes a note about an order, or answers what is wrong with it. */
export async function addNoteAction(
  _previous: NoteFormState,
  form: FormData,
): Promise<NoteFormState> {
  const { maker } = await currentOrderMaker("/dashboard/orders");
  const { orderId, text, submissionId } = noteForm.parse(Object.fromEntries(form));
  try {
    const note = { orderId, text, submission: submissionId };
    const result = await settleWithin(LIMIT_MS, addNote(runtime(), maker, note));
    if (!result.ok) {
      if (result.reason === "order_not_found") notFound();
      return { text, problem: result.reason };
    }
    revalidatePath(`/dashboard/orders/${orderId}`);
    return { text: "", problem: null };
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime().log.error("the database was away for a note", { error });
    return { text, problem: "unavailable" };
  }
}
