import { useTranslations } from "next-intl";
import { Section } from "@/components/dashboard/section";
import { Alert } from "@/components/ui/alert";
import type { SessionRow } from "@/lib/merchants/model";
import { ActionForm } from "./action-form";
import type { FormAction } from "./form-answer";
import { SessionItem } from "./session-item";
import { TwoFactorForms, type TwoFactorActions } from "./two-factor-forms";

export type AccountActions = TwoFactorActions & {
  changePassword: FormAction;
  endSession: FormAction;
};

/** A person's own way in: password, second factor, and where they are signed in. */
export function AccountView({
  email,
  isPasswordChanged,
  hasTwoFactor,
  sessions,
  actions,
}: {
  email: string;
  /** Just now, by the request before. */
  isPasswordChanged: boolean;
  hasTwoFactor: boolean;
  sessions: SessionRow[];
  actions: AccountActions;
}) {
  const t = useTranslations("settings.account");
  return (
    <>
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
        <p className="text-muted-foreground wrap-anywhere">{email}</p>
      </div>
      <Section title={t("password")}>
        {isPasswordChanged && (
          <Alert tone="success">
            <p>{t("passwordChanged")}</p>
          </Alert>
        )}
        <ActionForm
          action={actions.changePassword}
          submit={t("changePassword")}
          pending={t("changing")}
          className="max-w-lg"
          fields={[
            {
              name: "currentPassword",
              label: t("currentPassword"),
              type: "password",
              autoComplete: "current-password",
              maxLength: 128,
            },
            {
              name: "newPassword",
              label: t("newPassword"),
              type: "password",
              autoComplete: "new-password",
              minLength: 8,
              maxLength: 128,
              hint: t("newPasswordHint"),
            },
          ]}
        />
      </Section>
      <Section title={t("twoFactor")}>
        <TwoFactorForms isOn={hasTwoFactor} actions={actions} />
      </Section>
      <Section title={t("sessions")}>
        <ul className="divide-y">
          {sessions.map((session) => (
            <SessionItem key={session.id} session={session} end={actions.endSession} />
          ))}
        </ul>
      </Section>
    </>
  );
}
