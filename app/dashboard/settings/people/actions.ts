"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { changeRole } from "@/lib/merchants/change-role";
import { inviteMember } from "@/lib/merchants/invite-member";
import { removeMember } from "@/lib/merchants/remove-member";
import { revokeInvitation } from "@/lib/merchants/revoke-invitation";
import { runtime } from "@/lib/runtime";
import { currentActor } from "../../current-member";
import { refused, typed, within } from "../form-result";

const PATH = "/dashboard/settings/people";

/** Makes an invitation and shows its link, this once. */
export async function inviteAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const actor = await currentActor(PATH);
  const input = { note: form.get("note"), role: form.get("role") };
  const result = await within(inviteMember(runtime(), actor, input));
  if (!result.ok) return refused(result.reason, PATH, { note: typed(form, "note") });
  revalidatePath(PATH);
  const t = await getTranslations("settings.people");
  return { ...UNSENT_FORM, notice: t("linkMade"), secrets: [result.link] };
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
