"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import {
  type CustomerAnswer,
  type ShownData,
  UNSENT_CUSTOMER,
} from "@/components/dashboard/privacy/customer-answer";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { eraseCustomer } from "@/lib/privacy/erase-customer";
import { lookUpCustomer } from "@/lib/privacy/look-up-customer";
import type { HeldData, PrivacyProblem } from "@/lib/privacy/model";
import { setRetention } from "@/lib/privacy/set-retention";
import { runtime } from "@/lib/runtime";
import { currentActor } from "../../current-member";
import { refused, typed, within } from "../form-result";

const PATH = "/dashboard/settings/privacy";

/** Counts what is held of a number, for the page of whoever typed it. */
export async function lookUpCustomerAction(
  _previous: CustomerAnswer,
  form: FormData,
): Promise<CustomerAnswer> {
  const actor = await currentActor(PATH);
  const phoneNumber = typed(form, "phoneNumber").slice(0, 40);
  const result = await within(lookUpCustomer(runtime(), actor, phoneNumber));
  if (result.ok) {
    return { ...UNSENT_CUSTOMER, phoneNumber, held: await show(result.held) };
  }
  const { problem } = await refuse(result.reason);
  return { ...UNSENT_CUSTOMER, phoneNumber, problem };
}

/** Erases a customer and says so on a page that knows no number. */
export async function eraseCustomerAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const actor = await currentActor(PATH);
  const phoneNumber = typed(form, "phoneNumber");
  const isSure = form.get("sure") === "yes";
  const result = await within(eraseCustomer(runtime(), actor, { phoneNumber, isSure }));
  if (!result.ok) return refuse(result.reason);
  redirect(`${PATH}?erased=${result.erased}&left=${result.left}`);
}

/** Sets after how many months payers are erased. */
export async function setRetentionAction(
  _previous: FormAnswer,
  form: FormData,
): Promise<FormAnswer> {
  const actor = await currentActor(PATH);
  const result = await within(setRetention(runtime(), actor, form.get("months")));
  if (!result.ok) return refuse(result.reason, { months: typed(form, "months") });
  revalidatePath(PATH);
  const t = await getTranslations("privacy.retention");
  return { ...UNSENT_FORM, notice: t("saved"), values: { months: typed(form, "months") } };
}

async function refuse(
  reason: PrivacyProblem | Parameters<typeof refused>[0],
  values: Record<string, string> = {},
): Promise<FormAnswer> {
  switch (reason) {
    case "invalid_phone":
    case "not_sure":
    case "invalid_months": {
      const t = await getTranslations("privacy.problems");
      return { ...UNSENT_FORM, problem: t(reason), values };
    }
    default:
      return refused(reason, PATH, values);
  }
}

async function show(held: HeldData): Promise<ShownData> {
  const t = await getTranslations("privacy.customer");
  const format = await getFormatter();
  const day = (at: string | null) =>
    at === null ? "" : format.dateTime(new Date(at), { dateStyle: "long" });
  const time = (at: string) =>
    format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
  const { orders, attempts, payments, firstAt, lastAt, inUse } = held;
  return {
    title: attempts === 0 ? t("none") : t("held"),
    facts:
      attempts === 0
        ? []
        : [
            { name: t("orders"), value: format.number(orders) },
            { name: t("attempts"), value: format.number(attempts) },
            { name: t("payments"), value: format.number(payments) },
            { name: t("first"), value: day(firstAt) },
            { name: t("last"), value: day(lastAt) },
          ],
    inUse: inUse.length === 0 ? null : t("inUse", { count: inUse.length }),
    orders: inUse.map(({ orderId, until }) => ({
      orderId,
      until: until === null ? t("undecided") : t("until", { time: time(until) }),
    })),
  };
}
