"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { languageOf } from "@/lib/i18n/model";
import { setDailyMail } from "@/lib/merchants/set-daily-mail";
import { runtime } from "@/lib/runtime";
import { currentMember } from "../../current-member";
import { within } from "../form-result";

const PATH = "/dashboard/settings/account";

/** Switches one's own daily mail on, in the language of the page, or off. */
export async function setDailyMailAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const member = await currentMember(PATH);
  const isWanted = form.get("wanted") === "yes";
  const language = isWanted ? languageOf(await getLocale()) : null;
  await within(setDailyMail(runtime(), member, language));
  revalidatePath(PATH);
  return UNSENT_FORM;
}
