"use server";

import { revalidatePath } from "next/cache";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { NoteFormState } from "@/components/dashboard/notes/note-form-state";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { isIdOf } from "@/lib/ids";
import { addNote } from "@/lib/merchants/add-note";
import { showNumber } from "@/lib/privacy/show-number";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";
import { currentActor } from "../../current-member";
import { currentOrderMaker } from "../../current-order-maker";
import { refused, within } from "../../settings/form-result";

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

/** Shows a payer's number in full, in the answer to this form and nowhere else. */
export async function showNumberAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const orderId = form.get("orderId");
  const path = isIdOf("order", orderId) ? `/dashboard/orders/${orderId}` : "/dashboard/payments";
  const actor = await currentActor(path);
  const which = { orderId, attemptId: form.get("attemptId") };
  const result = await within(showNumber(runtime(), actor, which));
  const t = await getTranslations("privacy");
  if (result.ok) return { ...UNSENT_FORM, notice: t("number.shown", { number: result.number }) };
  if (result.reason === "not_found") notFound();
  if (result.reason !== "erased") return refused(result.reason, path);
  return { ...UNSENT_FORM, problem: t("problems.erased") };
}
