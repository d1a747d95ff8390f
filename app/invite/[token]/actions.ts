"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { originOf } from "@/lib/audit/origin";
import {
  acceptInvitation,
  acceptInvitationAsNewPerson,
  type AcceptResult,
} from "@/lib/merchants/accept-invitation";
import { findPerson } from "@/lib/merchants/session";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { enterDashboard } from "../../enter-dashboard";

const LIMIT_MS = 8_000;

const text = z.string().max(320).catch("");
const joinForm = z.object({ token: text, name: text, email: text, password: text });

/** Makes whoever is signed in a member, and shows them the merchant's dashboard. */
export async function joinAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const { token } = joinForm.parse(Object.fromEntries(form));
  const person = await findPerson(runtime(), await headers());
  if (!person) redirect("/login");
  const result = await settleWithin(LIMIT_MS, acceptInvitation(runtime(), token, person));
  if (!result.ok) return refuse(result.reason);
  return enterDashboard({ merchantId: result.merchantId });
}

/** Makes an account and a member, signs in, and shows the merchant's dashboard. */
export async function joinAsNewAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const { token, ...person } = joinForm.parse(Object.fromEntries(form));
  const result = await settleWithin(
    LIMIT_MS,
    acceptInvitationAsNewPerson(runtime(), token, person, originOf(runtime(), await headers())),
  );
  const { name, email } = person;
  if (!result.ok) return refuse(result.reason, { name, email });
  return enterDashboard({ merchantId: result.merchantId, credentials: person });
}

async function refuse(
  reason: Extract<AcceptResult, { ok: false }>["reason"],
  values: Record<string, string> = {},
): Promise<FormAnswer> {
  const t = await getTranslations("settings.joinProblems");
  return { ...UNSENT_FORM, problem: t(reason), values };
}
