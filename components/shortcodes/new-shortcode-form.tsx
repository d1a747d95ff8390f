"use client";

import { useTranslations } from "next-intl";
import { useActionState, type ReactNode } from "react";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Choice } from "@/components/links/choice";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { useWrongFieldFocus } from "@/components/ui/use-wrong-field-focus";
import {
  SECRET_FIELDS,
  type ShortcodeEnvironment,
  type ShortcodeField,
} from "@/lib/shortcodes/model";
import {
  type NewShortcodeAction,
  type NewShortcodeState,
  UNSENT_SHORTCODE,
} from "./new-shortcode-state";

/** A shortcode that the simulator knows, for whoever tries. */
export type SimulatedShortcode = { number: string; passKey: string };

/** Adds a shortcode; wrong fields say so beside themselves, and the first takes the focus. */
export function NewShortcodeForm({
  action,
  environments,
  simulated,
}: {
  action: NewShortcodeAction;
  environments: readonly ShortcodeEnvironment[];
  simulated: SimulatedShortcode;
}) {
  const t = useTranslations("shortcodeForm");
  const [{ values, wrong, problem }, submit] = useActionState(action, UNSENT_SHORTCODE);
  const form = useWrongFieldFocus(wrong);
  const errorOf: ErrorOf = (field) => (wrong.includes(field) ? t(`wrong.${field}`) : null);

  return (
    <form ref={form} action={submit} noValidate className="max-w-xl space-y-6">
      {(problem !== null || wrong.length > 0) && (
        <Alert tone="danger" role="alert">
          <p>{problem ?? t("again")}</p>
        </Alert>
      )}
      <EnvironmentChoices
        environments={environments}
        chosen={values.environment}
        simulated={simulated}
        error={errorOf("environment")}
      />
      <TypeChoices values={values} errorOf={errorOf} />
      <NumberAndSecrets shortCode={values.shortCode} errorOf={errorOf} />
      <SubmitButton pendingLabel={t("submitting")} className="w-full sm:w-auto">
        {t("submit")}
      </SubmitButton>
    </form>
  );
}

type ErrorOf = (field: ShortcodeField) => string | null;

function EnvironmentChoices({
  environments,
  chosen,
  simulated,
  error,
}: {
  environments: readonly ShortcodeEnvironment[];
  chosen: string;
  simulated: SimulatedShortcode;
  error: string | null;
}) {
  const t = useTranslations("shortcodeForm");
  return (
    <Choices legend={t("environment")} error={error}>
      {environments.map((name) => (
        <Choice
          key={name}
          name="environment"
          value={name}
          label={t(`environmentChoice.${name}`)}
          isChosen={name === (chosen || environments[0])}
        >
          {name === "simulator" && (
            <p className="text-muted-foreground text-sm wrap-anywhere">
              {t("simulatorHint", simulated)}
            </p>
          )}
        </Choice>
      ))}
    </Choices>
  );
}

function TypeChoices({
  values: { type, tillNumber },
  errorOf,
}: {
  values: NewShortcodeState["values"];
  errorOf: ErrorOf;
}) {
  const t = useTranslations("shortcodeForm");
  const isTill = type === "till";
  return (
    <Choices legend={t("type")} error={errorOf("type")}>
      <Choice name="type" value="paybill" label={t("typeChoice.paybill")} isChosen={!isTill} />
      <Choice name="type" value="till" label={t("typeChoice.till")} isChosen={isTill}>
        <Field
          name="tillNumber"
          label={t("tillNumber")}
          hint={t("tillNumberHint")}
          error={errorOf("tillNumber")}
          defaultValue={tillNumber}
          inputMode="numeric"
          maxLength={10}
        />
      </Choice>
    </Choices>
  );
}

function NumberAndSecrets({ shortCode, errorOf }: { shortCode: string; errorOf: ErrorOf }) {
  const t = useTranslations("shortcodeForm");
  return (
    <>
      <Field
        name="shortCode"
        label={t("shortCode")}
        hint={t("shortCodeHint")}
        error={errorOf("shortCode")}
        defaultValue={shortCode}
        inputMode="numeric"
        maxLength={10}
        required
      />
      {SECRET_FIELDS.map((field) => (
        <Field
          key={field}
          name={field}
          type="password"
          // Not "off": browsers would offer the reader's own password.
          autoComplete="new-password"
          label={t(field)}
          hint={t(`${field}Hint`)}
          error={errorOf(field)}
          maxLength={512}
          required
        />
      ))}
    </>
  );
}

function Choices({
  legend,
  error,
  children,
}: {
  legend: string;
  error: string | null;
  children: ReactNode;
}) {
  return (
    <fieldset>
      <legend className="font-semibold">{legend}</legend>
      {error !== null && <p className="text-danger font-medium">{error}</p>}
      {children}
    </fieldset>
  );
}
