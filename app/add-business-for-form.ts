import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import type { AddBusinessResult, NewBusiness } from "@/lib/merchants/add-business";
import { settleWithin } from "@/lib/settle-within";
import { enterDashboard } from "./enter-dashboard";

const LIMIT_MS = 8_000;

const text = z.string().max(320).catch("");
const businessForm = z.object({
  token: text,
  merchantName: text,
  name: text,
  email: text,
  password: text,
});

/** Makes a merchant from what a form sent and shows its owner the dashboard, or answers why not. */
export async function addBusinessForForm(
  form: FormData,
  add: (token: string, input: NewBusiness) => Promise<AddBusinessResult>,
): Promise<FormAnswer> {
  const { token, ...input } = businessForm.parse(Object.fromEntries(form));
  const result = await settleWithin(LIMIT_MS, add(token, input));
  if (result.ok) return enterDashboard({ merchantId: result.merchantId, credentials: input });
  const t = await getTranslations("settings.joinProblems");
  const { merchantName, name, email } = input;
  return { ...UNSENT_FORM, problem: t(result.reason), values: { merchantName, name, email } };
}
