"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { after } from "next/server";
import { z } from "zod";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import type { NewShortcodeState } from "@/components/shortcodes/new-shortcode-state";
import { runtime } from "@/lib/runtime";
import { addShortcode } from "@/lib/shortcodes/add-shortcode";
import { checkShortcode } from "@/lib/shortcodes/check-shortcode";
import { replaceCredentials } from "@/lib/shortcodes/replace-credentials";
import { sendTestPush } from "@/lib/shortcodes/send-test-push";
import { takeNoOrdersOn, takeOrdersOn } from "@/lib/shortcodes/switch-shortcode";
import { currentActor } from "../../current-member";
import { typed, within } from "../form-result";
import { LIST_PATH, pathOf, refusedHere } from "./refused-here";

const secret = z.string().max(1_000).catch("");
const credentials = { consumerKey: secret, consumerSecret: secret, passKey: secret };
const credentialsForm = z.object(credentials);
const text = z.string().max(40).catch("");
const profile = { environment: text, type: text, shortCode: text, tillNumber: text };
const profileForm = z.object(profile);
const submissionId = z.uuid().catch(() => crypto.randomUUID());

/** Adds a shortcode and goes to its page, or answers what is wrong; never with a secret. */
export async function addShortcodeAction(
  _previous: NewShortcodeState,
  form: FormData,
): Promise<NewShortcodeState> {
  const path = `${LIST_PATH}/new`;
  const actor = await currentActor(path);
  const fields = Object.fromEntries(form);
  const values = profileForm.parse(fields);
  const sent = { ...values, ...credentialsForm.parse(fields) };
  const result = await within(addShortcode(runtime(), actor, sent));
  if (result.ok) redirect(`${LIST_PATH}/${result.shortcodeId}`);
  if ("wrong" in result) return { values, wrong: result.wrong, problem: null };
  const { problem } = await refusedHere(result.reason, path);
  return { values, wrong: [], problem };
}

/** Replaces the credentials; what was typed is in no answer. */
export async function replaceCredentialsAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const { path, id } = pathOf(form);
  const actor = await currentActor(path);
  const sent = credentialsForm.parse(Object.fromEntries(form));
  const result = await within(replaceCredentials(runtime(), actor, id, sent));
  if (!result.ok && "wrong" in result) {
    const t = await getTranslations("shortcodeForm");
    const lines = result.wrong.map((field) => `${t(field)}: ${t(`wrong.${field}`)}`);
    return { ...UNSENT_FORM, problem: lines.join(" ") };
  }
  if (!result.ok) return refusedHere(result.reason, path);
  revalidatePath(path);
  const t = await getTranslations("shortcodes.credentials");
  return { ...UNSENT_FORM, notice: t("replaced") };
}

/** New orders are paid on this one from now on. */
export async function takeOrdersAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const { path, id } = pathOf(form);
  const result = await within(takeOrdersOn(runtime(), await currentActor(path), id));
  if (!result.ok) return refusedHere(result.reason, path);
  revalidatePath(path);
  return UNSENT_FORM;
}

/** No new orders are made on this one. */
export async function takeNoOrdersAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const { path, id } = pathOf(form);
  const result = await within(takeNoOrdersOn(runtime(), await currentActor(path), id));
  if (!result.ok) return refusedHere(result.reason, path);
  revalidatePath(path);
  return UNSENT_FORM;
}

/** Makes the calls that move no money; the page shows what they found. */
export async function checkShortcodeAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const { path, id } = pathOf(form);
  const result = await within(checkShortcode(runtime(), await currentActor(path), id));
  if (!result.ok) return refusedHere(result.reason, path);
  revalidatePath(path);
  return UNSENT_FORM;
}

/** Sends the prompt of KES 1, to whom somebody agreed to. */
export async function sendTestPushAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const { path, id } = pathOf(form);
  const actor = await currentActor(path);
  const phoneNumber = typed(form, "phoneNumber");
  const t = await getTranslations("shortcodes.push");
  const test = {
    shortcodeId: id,
    phoneNumber,
    submissionId: submissionId.parse(form.get("submissionId")),
    isAgreed: form.get("agreed") === "yes",
    title: t("orderTitle"),
  };
  const result = await sendTestPush(runtime(), actor, test, { defer: after });
  revalidatePath(path);
  if (!result.ok) return refusedHere(result.reason, path, { phoneNumber });
  return UNSENT_FORM;
}
