"use client";

import { useTranslations } from "next-intl";
import { useActionState, useId } from "react";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Alert } from "@/components/ui/alert";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { type LoginFormState, UNSENT_LOGIN_FORM } from "./login-form-state";

/** E-mail and password; works without scripts. Never says which of the two was wrong. */
export function LoginForm({
  action,
  next,
}: {
  action: (previous: LoginFormState, form: FormData) => Promise<LoginFormState>;
  /** Where to go afterwards; the action checks it again. */
  next: string;
}) {
  const t = useTranslations("login");
  const [{ email, problem }, submit] = useActionState(action, UNSENT_LOGIN_FORM);
  const id = useId();
  return (
    <form action={submit} className="space-y-5">
      {problem !== null && (
        <Alert tone="danger" role="alert" id={`${id}-problem`}>
          <p>{t(`problems.${problem}`)}</p>
        </Alert>
      )}
      <input type="hidden" name="next" value={next} />
      <div className="space-y-1.5">
        <Label htmlFor={`${id}-email`}>{t("email")}</Label>
        <Input
          id={`${id}-email`}
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={320}
          defaultValue={email}
        />
      </div>
      <div className="space-y-1.5">
        <Label htmlFor={`${id}-password`}>{t("password")}</Label>
        <Input
          id={`${id}-password`}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={320}
        />
      </div>
      <SubmitButton pendingLabel={t("submitting")} className="w-full">
        {t("submit")}
      </SubmitButton>
    </form>
  );
}
