"use client";

import { useActionState, useId } from "react";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Alert } from "@/components/ui/alert";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { FormAction } from "@/components/dashboard/settings/form-answer";
import { type CustomerAction, type CustomerWords, UNSENT_CUSTOMER } from "./customer-answer";
import { CustomerData } from "./customer-data";

/** Asks for a number and shows what is held of it, with what can be done. Works without scripts. */
export function CustomerForm({
  lookUp,
  erase,
  words,
}: {
  lookUp: CustomerAction;
  erase: FormAction;
  words: CustomerWords;
}) {
  const id = useId();
  const [answer, send] = useActionState(lookUp, UNSENT_CUSTOMER);
  const { problem, phoneNumber, held } = answer;
  return (
    <div className="space-y-5">
      <form action={send} className="max-w-lg space-y-4">
        {problem !== null && (
          <Alert tone="danger" role="alert">
            <p id={`${id}-problem`}>{problem}</p>
          </Alert>
        )}
        <div className="space-y-1.5">
          <Label htmlFor={id}>{words.phone}</Label>
          <Input
            id={id}
            name="phoneNumber"
            type="tel"
            autoComplete="off"
            maxLength={40}
            required
            defaultValue={phoneNumber}
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : `${id}-problem`}
          />
        </div>
        <SubmitButton pendingLabel={words.counting}>{words.count}</SubmitButton>
      </form>
      {held !== null && (
        <CustomerData held={held} phoneNumber={phoneNumber} erase={erase} words={words} />
      )}
    </div>
  );
}
