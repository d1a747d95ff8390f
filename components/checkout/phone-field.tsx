"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { formatMsisdn, parseMsisdn } from "@/lib/phone";

function readable(phoneNumber: string): string | null {
  const msisdn = parseMsisdn(phoneNumber);
  return msisdn && formatMsisdn(msisdn);
}

/**
 * A phone number in any spelling; it is shown back in the readable one as soon as it is whole.
 * `error` describes what is wrong with the number as it was submitted, and takes the focus there.
 */
export function PhoneField({ submitted, error }: { submitted: string; error: string | null }) {
  const t = useTranslations("checkout.form");
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [shownBack, setShownBack] = useState(() => readable(submitted));

  useEffect(() => {
    if (error !== null) field.current?.focus();
  }, [error, submitted]);

  return (
    <div className="space-y-2">
      <Label htmlFor={id}>{t("phone")}</Label>
      {error !== null && (
        <p id={`${id}-error`} role="alert" className="text-danger font-medium">
          {error}
        </p>
      )}
      <Input
        ref={field}
        id={id}
        name="phoneNumber"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        required
        maxLength={40}
        defaultValue={submitted}
        aria-invalid={error !== null}
        aria-describedby={error === null ? `${id}-hint` : `${id}-error ${id}-hint`}
        className="min-h-13! text-xl! tracking-wide tabular-nums"
        onInput={(event) => {
          setShownBack(readable(event.currentTarget.value));
        }}
        onBlur={(event) => {
          const spelling = readable(event.currentTarget.value);
          if (spelling !== null) event.currentTarget.value = spelling;
          setShownBack(spelling);
        }}
      />
      <p id={`${id}-hint`} className="text-muted-foreground">
        {shownBack === null ? t("phoneHint") : t("phoneRead", { phone: shownBack })}
      </p>
    </div>
  );
}
