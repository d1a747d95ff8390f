import { useTranslations } from "next-intl";
import { ActionForm } from "./action-form";
import type { Field, FormAction } from "./form-answer";
import { useCopyWords } from "./use-copy-words";

export type TwoFactorActions = {
  startTwoFactor: FormAction;
  confirmTwoFactor: FormAction;
  endTwoFactor: FormAction;
};

/** To turn codes from an app on, in two steps, or off. */
export function TwoFactorForms({ isOn, actions }: { isOn: boolean; actions: TwoFactorActions }) {
  const t = useTranslations("settings.account");
  const copyWords = useCopyWords();
  const password: Field = {
    name: "password",
    label: t("currentPassword"),
    type: "password",
    autoComplete: "current-password",
    maxLength: 128,
  };
  if (isOn) {
    return (
      <>
        <p>{t("twoFactorOn")}</p>
        <ActionForm
          action={actions.endTwoFactor}
          submit={t("endTwoFactor")}
          pending={t("changing")}
          variant="danger"
          className="max-w-lg"
          fields={[password]}
        />
      </>
    );
  }
  return (
    <>
      <p>{t("twoFactorOff")}</p>
      <ActionForm
        action={actions.startTwoFactor}
        submit={t("startTwoFactor")}
        pending={t("changing")}
        variant="outline"
        copyWords={copyWords}
        className="max-w-lg"
        fields={[password]}
      />
      <ActionForm
        action={actions.confirmTwoFactor}
        submit={t("confirmTwoFactor")}
        pending={t("changing")}
        className="max-w-lg"
        fields={[
          {
            name: "code",
            label: t("firstCode"),
            type: "text",
            autoComplete: "one-time-code",
            maxLength: 10,
          },
        ]}
      />
    </>
  );
}
