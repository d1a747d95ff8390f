import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PeopleView } from "@/components/dashboard/settings/people-view";
import { isMailSet } from "@/lib/mail/send-mail";
import { listPeople } from "@/lib/merchants/list-people";
import { rolesToGive } from "@/lib/merchants/permissions";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../current-merchant";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";
import { SettingsPage } from "../settings-page";
import {
  changeRoleAction,
  inviteAction,
  removeMemberAction,
  revokeInvitationAction,
} from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.people");
  return { title: t("title") };
}

/** Who works for the merchant. */
export default async function PeoplePage() {
  const { member, merchant } = await currentMerchant("/dashboard/settings/people");
  const people = await readOrThrowPlainly(() => listPeople(merchant));
  if (!people) notFound();
  return (
    <SettingsPage member={member} merchant={merchant} current="people">
      <PeopleView
        people={people}
        roles={rolesToGive(member.role)}
        userId={member.userId}
        hasMail={isMailSet(runtime().env)}
        actions={{
          invite: inviteAction,
          revoke: revokeInvitationAction,
          changeRole: changeRoleAction,
          remove: removeMemberAction,
        }}
      />
    </SettingsPage>
  );
}
