import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountView } from "@/components/dashboard/settings/account-view";
import { DailyMailForm } from "@/components/dashboard/settings/daily-mail-form";
import { isMailSet } from "@/lib/mail/send-mail";
import { readDailyMail } from "@/lib/merchants/read-daily-mail";
import { listOwnSessions } from "@/lib/merchants/revoke-session";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../current-merchant";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";
import { SettingsPage } from "../settings-page";
import {
  changePasswordAction,
  confirmTwoFactorAction,
  endSessionAction,
  endTwoFactorAction,
  startTwoFactorAction,
} from "./actions";
import { setDailyMailAction } from "./mail-actions";

type Props = { searchParams: Promise<{ done?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.account");
  return { title: t("title") };
}

/** One's own account: the same for every role. */
export default async function AccountPage({ searchParams }: Props) {
  const { done } = await searchParams;
  const { member, merchant, person } = await currentMerchant("/dashboard/settings/account");
  const sessions = await readOrThrowPlainly(() => listOwnSessions(runtime(), person));
  return (
    <SettingsPage member={member} merchant={merchant} current="account">
      <AccountView
        email={person.email}
        isPasswordChanged={done === "password"}
        hasTwoFactor={person.hasTwoFactor}
        sessions={sessions}
        actions={{
          changePassword: changePasswordAction,
          startTwoFactor: startTwoFactorAction,
          confirmTwoFactor: confirmTwoFactorAction,
          endTwoFactor: endTwoFactorAction,
          endSession: endSessionAction,
        }}
      />
      {isMailSet(runtime().env) && (
        <DailyMailForm
          email={person.email}
          language={await readOrThrowPlainly(() => readDailyMail(merchant, person.userId))}
          action={setDailyMailAction}
        />
      )}
    </SettingsPage>
  );
}
