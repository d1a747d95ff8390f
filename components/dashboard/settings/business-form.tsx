import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { ActionForm } from "./action-form";
import type { FormAction } from "./form-answer";
import { usePersonFields } from "./use-person-fields";

/** A new merchant and its owner; `token` is what the link of an empty instance carries. */
export function BusinessForm({ action, token }: { action: FormAction; token: string | null }) {
  const t = useTranslations("settings.business");
  const fields = usePersonFields();
  return (
    <Card className="space-y-5">
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
        <p className="text-muted-foreground">{token === null ? t("intro") : t("firstIntro")}</p>
      </div>
      <ActionForm
        action={action}
        submit={t("submit")}
        pending={t("submitting")}
        fields={[
          {
            name: "merchantName",
            label: t("merchantName"),
            type: "text",
            autoComplete: "organization",
            maxLength: 120,
            hint: t("merchantNameHint"),
          },
          ...fields,
        ]}
      >
        {token !== null && <input type="hidden" name="token" value={token} />}
      </ActionForm>
    </Card>
  );
}
