import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card, CardTitle } from "@/components/ui/card";
import type { Role } from "@/lib/merchants/model";
import { ActionForm } from "./action-form";
import type { FormAction } from "./form-answer";
import { usePersonFields } from "./use-person-fields";

/** What somebody is invited to, and how they come in. */
export function InvitationView({
  merchantName,
  role,
  token,
  email,
  join,
  joinAsNew,
}: {
  merchantName: string;
  role: Role;
  token: string;
  /** Of whoever is signed in; null if nobody is. */
  email: string | null;
  join: FormAction;
  joinAsNew: FormAction;
}) {
  const t = useTranslations("settings.join");
  const roles = useTranslations("settings.roles");
  const fields = usePersonFields();
  const secret = <input type="hidden" name="token" value={token} />;
  return (
    <Card className="space-y-5">
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title", { merchantName })}</h1>
        <p className="text-muted-foreground">{roles(`choice.${role}`)}</p>
      </div>
      {email === null ? (
        <>
          <p>
            <Link
              href={`/login?next=/invite/${token}`}
              prefetch={false}
              className="text-primary inline-flex min-h-11 items-center underline underline-offset-4"
            >
              {t("haveAccount")}
            </Link>
          </p>
          <CardTitle>{t("newAccount")}</CardTitle>
          <ActionForm
            action={joinAsNew}
            submit={t("makeAccount")}
            pending={t("joining")}
            fields={fields}
          >
            {secret}
          </ActionForm>
        </>
      ) : (
        <>
          <p className="wrap-anywhere">{t("signedInAs", { email })}</p>
          <ActionForm action={join} submit={t("join")} pending={t("joining")}>
            {secret}
          </ActionForm>
        </>
      )}
    </Card>
  );
}
