import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { ActionForm } from "./action-form";
import type { Field, FormAction } from "./form-answer";

/** Password, or a code where there is an app for it. */
export function ConfirmForm({
  action,
  next,
  hasTwoFactor,
}: {
  action: FormAction;
  next: string;
  hasTwoFactor: boolean;
}) {
  const t = useTranslations("settings.confirm");
  const password: Field = {
    name: "password",
    label: t("password"),
    type: "password",
    autoComplete: "current-password",
    maxLength: 128,
    isOptional: hasTwoFactor,
  };
  const code: Field = {
    name: "code",
    label: t("code"),
    type: "text",
    autoComplete: "one-time-code",
    maxLength: 10,
    isOptional: true,
  };
  return (
    <Card className="max-w-lg space-y-4">
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
        <p className="text-muted-foreground">{t("intro")}</p>
      </div>
      <ActionForm
        action={action}
        submit={t("submit")}
        pending={t("submitting")}
        fields={hasTwoFactor ? [password, code] : [password]}
      >
        <input type="hidden" name="next" value={next} />
      </ActionForm>
    </Card>
  );
}
