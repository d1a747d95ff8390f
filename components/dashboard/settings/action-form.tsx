"use client";

import { useActionState, useId, type ComponentProps, type ReactNode } from "react";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Alert } from "@/components/ui/alert";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/class-names";
import { CopyButton, type CopyWords } from "./copy-button";
import { type Field, type FormAction, type FormAnswer, UNSENT_FORM } from "./form-answer";

/** A form of the settings: says what became of it, keeps what was typed, works without scripts. */
export function ActionForm({
  action,
  fields = [],
  submit,
  pending,
  copyWords,
  variant = "primary",
  className,
  children,
}: {
  action: FormAction;
  fields?: Field[];
  submit: string;
  pending: string;
  /** Needed where the answer holds a secret. */
  copyWords?: CopyWords;
  variant?: ComponentProps<typeof SubmitButton>["variant"];
  className?: string;
  children?: ReactNode;
}) {
  const [answer, send] = useActionState(action, UNSENT_FORM);
  return (
    <form action={send} className={cn("space-y-4", className)}>
      <AnswerNotes answer={answer} copyWords={copyWords} />
      {fields.map((field) => (
        <FormField key={field.name} field={field} value={answer.values[field.name] ?? ""} />
      ))}
      {children}
      <SubmitButton variant={variant} pendingLabel={pending}>
        {submit}
      </SubmitButton>
    </form>
  );
}

function AnswerNotes({
  answer: { problem, notice, secrets, picture },
  copyWords,
}: {
  answer: FormAnswer;
  copyWords: CopyWords | undefined;
}) {
  return (
    <>
      {problem !== null && (
        <Alert tone="danger" role="alert">
          <p>{problem}</p>
        </Alert>
      )}
      {notice !== null && (
        <Alert tone="success" role="status" className="space-y-3">
          <p>{notice}</p>
          {picture !== null && (
            // A plain image: it is drawn for this answer and stands nowhere else.
            // eslint-disable-next-line @next/next/no-img-element
            <img src={picture} alt="" width={200} height={200} className="rounded-lg bg-white" />
          )}
          {secrets.length > 0 && (
            <ul className="space-y-1">
              {secrets.map((secret) => (
                <li key={secret} className="font-mono text-sm break-all select-all">
                  {secret}
                </li>
              ))}
            </ul>
          )}
          {secrets.length > 0 && copyWords && (
            <CopyButton text={secrets.join("\n")} words={copyWords} />
          )}
        </Alert>
      )}
    </>
  );
}

function FormField({ field, value }: { field: Field; value: string }) {
  const id = useId();
  const { name, label, hint, isOptional = false, ...input } = field;
  return (
    <div className="space-y-1.5">
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        name={name}
        {...input}
        required={!isOptional}
        defaultValue={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-muted-foreground text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
