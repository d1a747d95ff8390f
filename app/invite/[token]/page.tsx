import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { SiteFrame } from "@/components/checkout/site-frame";
import { InvitationView } from "@/components/dashboard/settings/invitation-view";
import { readInvitation } from "@/lib/merchants/accept-invitation";
import { findPerson } from "@/lib/merchants/session";
import { runtime } from "@/lib/runtime";
import { readOrThrowPlainly } from "../../dashboard/read-or-throw-plainly";
import { LinkVoid } from "../../link-void";
import { joinAction, joinAsNewAction } from "./actions";
import "../../all-pages.css";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.join");
  return { title: t("pageTitle"), robots: { index: false } };
}

/** The way in for somebody who was invited: with the account they have, or a new one. */
export default async function InvitePage({ params }: Props) {
  const { token } = await params;
  const invitation = await readOrThrowPlainly(() => readInvitation(runtime(), token));
  if (!invitation) return <LinkVoid />;
  const from = await headers();
  const person = await readOrThrowPlainly(() => findPerson(runtime(), from));
  return (
    <SiteFrame>
      <InvitationView
        merchantName={invitation.merchantName}
        role={invitation.role}
        token={token}
        email={person?.email ?? null}
        join={joinAction}
        joinAsNew={joinAsNewAction}
      />
    </SiteFrame>
  );
}
