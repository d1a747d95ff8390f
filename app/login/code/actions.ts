"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { readNextPath } from "@/lib/merchants/next-path";
import { finishSignIn } from "@/lib/merchants/two-factor";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { setCookies } from "../../set-cookies";

const LIMIT_MS = 4_000;

/** Ends a sign-in whose password was right. */
export async function finishSignInAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const code = form.get("code");
  const result = await settleWithin(LIMIT_MS, finishSignIn(runtime(), code, await headers()));
  if (!result.ok) {
    const t = await getTranslations("settings.problems");
    return { ...UNSENT_FORM, problem: t(result.reason) };
  }
  await setCookies(result.cookies);
  redirect(readNextPath(form.get("next")));
}
