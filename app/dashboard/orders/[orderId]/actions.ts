"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { NoteFormState } from "@/components/dashboard/notes/note-form-state";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { isIdOf } from "@/lib/ids";
import { addNote } from "@/lib/merchants/add-note";
import { decideOrder } from "@/lib/merchants/decide-order";
import { showNumber } from "@/lib/privacy/show-number";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";
import { currentActor, currentMember } from "../../current-member";
import { currentOrderMaker } from "../../current-order-maker";
import { refused, typed, within } from "../../settings/form-result";

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

/** Records a decision about an order's money, and shows the order as it is then. */
export async function decideAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const orderId = form.get("orderId");
  const path = isIdOf("order", orderId) ? `/dashboard/orders/${orderId}` : "/dashboard";
  const { merchantId, person } = await currentMember(path);
  const { userId, sessionId, from } = person;
  const actor = { merchantId, userId, sessionId, from };
  const field = (name: string) => form.get(name);
  const result = await within(
    decideOrder(
      runtime(),
      { actor, person, headers: await headers() },
      {
        formId: field("formId"),
        orderId,
        kind: field("kind"),
        attemptId: field("attemptId"),
        amount: field("amount"),
        receipt: field("receipt"),
        note: field("note"),
        seenSeq: field("seenSeq"),
        password: field("password"),
        code: field("code"),
      },
    ),
  );
  if (result.ok) redirect(`${path}?decided=yes`);
  switch (result.reason) {
    // As if it were not there: so every role is answered alike, whatever an id stands for.
    case "not_allowed":
    case "order_not_found":
      return notFound();
    case "confirm_first":
      return redirect(`/dashboard/settings/confirm?next=${encodeURIComponent(path)}`);
    case "changed_meanwhile":
      return redirect(`${path}?seen=${encodeURIComponent(typed(form, "seenSeq"))}`);
    default: {
      const t = await getTranslations("needs.decisions.problems");
      const values = { note: typed(form, "note"), receipt: typed(form, "receipt") };
      const amount = typed(form, "amount");
      return { ...UNSENT_FORM, problem: t(result.reason), values: { ...values, amount } };
    }
  }
}
