"use client";

import { useTranslations } from "next-intl";
import { useActionState, useId } from "react";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Label } from "@/components/ui/label";
import { MAX_NOTE_CHARS } from "@/lib/merchants/model";
import { type NoteAction, UNSENT_NOTE } from "./note-form-state";

/** Writes a note about an order; works without scripts. */
export function NoteForm({
  orderId,
  submissionId,
  action,
}: {
  orderId: string;
  submissionId: string;
  action: NoteAction;
}) {
  const t = useTranslations("notes");
  const id = useId();
  const [{ text, problem }, send] = useActionState(action, UNSENT_NOTE);
  return (
    <form action={send} className="max-w-xl space-y-2" noValidate>
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="submissionId" value={submissionId} />
      <Label htmlFor={id}>{t("label")}</Label>
      <p id={`${id}-hint`} className="text-muted-foreground text-sm">
        {t("hint")}
      </p>
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className="text-danger font-medium">
          {t(`problems.${problem}`)}
        </p>
      )}
      <textarea
        id={id}
        name="text"
        rows={3}
        maxLength={MAX_NOTE_CHARS}
        defaultValue={text}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? `${id}-hint` : `${id}-problem ${id}-hint`}
        className="border-input bg-card text-foreground aria-invalid:border-danger block w-full rounded-lg border px-3 py-2 text-base aria-invalid:border-2"
      />
      <SubmitButton variant="outline" pendingLabel={t("adding")}>
        {t("add")}
      </SubmitButton>
    </form>
  );
}
