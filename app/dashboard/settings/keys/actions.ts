"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { createOwnKey } from "@/lib/merchants/create-own-key";
import { revokeOwnKey } from "@/lib/merchants/revoke-own-key";
import { runtime } from "@/lib/runtime";
import { currentActor } from "../../current-member";
import { refused, typed, within } from "../form-result";

const PATH = "/dashboard/settings/keys";

/** Makes an API key and shows its secret, this once. */
export async function createKeyAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const actor = await currentActor(PATH);
  const input = { name: form.get("name"), scopes: form.getAll("scope") };
  const result = await within(createOwnKey(runtime(), actor, input));
  if (!result.ok) return refused(result.reason, PATH, { name: typed(form, "name") });
  revalidatePath(PATH);
  const t = await getTranslations("settings.keys");
  return { ...UNSENT_FORM, notice: t("keyMade"), secrets: [result.secret] };
}

/** Ends an API key. */
export async function revokeKeyAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const actor = await currentActor(PATH);
  const result = await within(revokeOwnKey(runtime(), actor, form.get("keyId")));
  if (!result.ok) return refused(result.reason, PATH);
  revalidatePath(PATH);
  return UNSENT_FORM;
}
