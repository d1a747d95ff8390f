"use server";

import { getTranslations } from "next-intl/server";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { isIdOf } from "@/lib/ids";
import { showNumber } from "@/lib/privacy/show-number";
import { runtime } from "@/lib/runtime";
import { currentActor } from "../../current-member";
import { refused, within } from "../../settings/form-result";

/** Shows a payer's number in full, in the answer to this form and nowhere else. */
export async function showNumberAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const orderId = form.get("orderId");
  const path = isIdOf("order", orderId) ? `/dashboard/orders/${orderId}` : "/dashboard/payments";
  const actor = await currentActor(path);
  const result = await within(showNumber(runtime(), actor, form.get("attemptId")));
  const t = await getTranslations("privacy");
  if (result.ok) return { ...UNSENT_FORM, notice: t("number.shown", { number: result.number }) };
  if (result.reason !== "not_found") return refused(result.reason, path);
  return { ...UNSENT_FORM, problem: t("problems.not_found") };
}
