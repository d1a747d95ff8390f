"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { renderSVG } from "uqr";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { changePassword } from "@/lib/merchants/change-password";
import { revokeOwnSession } from "@/lib/merchants/revoke-session";
import { confirmTwoFactor, endTwoFactor, startTwoFactor } from "@/lib/merchants/two-factor";
import { runtime } from "@/lib/runtime";
import { setCookies } from "../../../set-cookies";
import { currentMember } from "../../current-member";
import { refused, within } from "../form-result";

const PATH = "/dashboard/settings/account";

/** Changes one's password; everywhere else one is signed out. */
export async function changePasswordAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const { person } = await currentMember(PATH);
  const input = {
    currentPassword: form.get("currentPassword"),
    newPassword: form.get("newPassword"),
  };
  const result = await within(changePassword(runtime(), person, input, await headers()));
  if (!result.ok) return refused(result.reason, PATH);
  await setCookies(result.cookies);
  redirect(`${PATH}?done=password`);
}

/** Shows the secret for an authenticator app, and the codes for paper, this once. */
export async function startTwoFactorAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const { person } = await currentMember(PATH);
  const result = await within(
    startTwoFactor(runtime(), person, form.get("password"), await headers()),
  );
  if (!result.ok) return refused(result.reason, PATH);
  const t = await getTranslations("settings.account");
  const picture = Buffer.from(renderSVG(result.uri, { border: 4 })).toString("base64");
  return {
    ...UNSENT_FORM,
    notice: t("twoFactorStarted"),
    picture: `data:image/svg+xml;base64,${picture}`,
    secrets: [result.uri, ...result.backupCodes],
  };
}

/** Turns codes at sign-in on, once the app has shown that it knows the secret. */
export async function confirmTwoFactorAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const { person } = await currentMember(PATH);
  const result = await within(
    confirmTwoFactor(runtime(), person, form.get("code"), await headers()),
  );
  if (!result.ok) return refused(result.reason, PATH);
  await setCookies(result.cookies);
  // The session is a new one: this request, which still carries the old one, cannot show the page.
  redirect(PATH);
}

/** Turns them off. */
export async function endTwoFactorAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const { person } = await currentMember(PATH);
  const result = await within(
    endTwoFactor(runtime(), person, form.get("password"), await headers()),
  );
  if (!result.ok) return refused(result.reason, PATH);
  await setCookies(result.cookies);
  // The session is a new one: this request, which still carries the old one, cannot show the page.
  redirect(PATH);
}

/** Signs oneself out somewhere else. */
export async function endSessionAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const { person } = await currentMember(PATH);
  await within(revokeOwnSession(runtime(), person, form.get("sessionId")));
  revalidatePath(PATH);
  return UNSENT_FORM;
}
