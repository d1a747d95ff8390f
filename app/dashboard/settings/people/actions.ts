"use server";

import { revalidatePath } from "next/cache";
import { getLocale, getTranslations } from "next-intl/server";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { languageOf } from "@/lib/i18n/model";
import { readAddress, sendInvitation } from "@/lib/mail/send-invitation";
import { isMailSet } from "@/lib/mail/send-mail";
import { changeRole } from "@/lib/merchants/change-role";
import { inviteMember } from "@/lib/merchants/invite-member";
import { removeMember } from "@/lib/merchants/remove-member";
import { revokeInvitation } from "@/lib/merchants/revoke-invitation";
import { runtime } from "@/lib/runtime";
import { currentActor, currentMember } from "../../current-member";
import { refused, typed, within } from "../form-result";

const PATH = "/dashboard/settings/people";

/** Makes an invitation and shows its link, this once; mails it, too, where an address was given. */
export async function inviteAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const member = await currentMember(PATH);
  const { merchantId, person } = member;
  const { userId, sessionId, from } = person;
  const actor = { merchantId, userId, sessionId, from };
  const t = await getTranslations("mail.invitation.form");
  const values = { note: typed(form, "note"), address: typed(form, "address") };
  const to = isMailSet(runtime().env) ? readAddress(form.get("address")) : "";
  if (to === null) return { ...UNSENT_FORM, problem: t("wrongAddress"), values };
  const input = { note: form.get("note"), role: form.get("role") };
  const result = await within(inviteMember(runtime(), actor, input));
  if (!result.ok) return refused(result.reason, PATH, values);
  revalidatePath(PATH);
  const { link } = result;
  return { ...UNSENT_FORM, notice: await linkNotice(member, to, link), secrets: [link] };
}

/** What is said above a new link: whether it was mailed, too. */
async function linkNotice(
  merchant: { merchantId: string; merchantName: string },
  to: string,
  link: string,
): Promise<string> {
  const people = await getTranslations("settings.people");
  if (to === "") return people("linkMade");
  const language = languageOf(await getLocale());
  const sending = sendInvitation(runtime(), merchant, { to, link, language });
  // The link is made and must be shown, whatever becomes of the mail.
  const outcome = await within(sending).catch(() => "not_sent" as const);
  const t = await getTranslations("mail.invitation.form");
  switch (outcome) {
    case "sent":
      return t("sent", { address: to });
    case "not_sent":
      return t("notSent", { address: to });
    case "too_many":
      return t("tooMany");
  }
}

/** Makes an open invitation void. */
export async function revokeInvitationAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const actor = await currentActor(PATH);
  const result = await within(revokeInvitation(runtime(), actor, form.get("invitationId")));
  if (!result.ok) return refused(result.reason, PATH);
  revalidatePath(PATH);
  return UNSENT_FORM;
}

/** Gives a member another role. */
export async function changeRoleAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const actor = await currentActor(PATH);
  const input = { userId: form.get("userId"), role: form.get("role") };
  const result = await within(changeRole(runtime(), actor, input));
  if (!result.ok) return refused(result.reason, PATH);
  revalidatePath(PATH);
  const t = await getTranslations("settings.people");
  return { ...UNSENT_FORM, notice: t("changed") };
}

/** Takes a member away. */
export async function removeMemberAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const actor = await currentActor(PATH);
  const result = await within(removeMember(runtime(), actor, form.get("userId")));
  if (!result.ok) return refused(result.reason, PATH);
  revalidatePath(PATH);
  return UNSENT_FORM;
}
