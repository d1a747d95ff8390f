"use server";

import { headers } from "next/headers";
import type { FormAnswer } from "@/components/dashboard/settings/form-answer";
import { originOf } from "@/lib/audit/origin";
import { addOpenBusiness } from "@/lib/merchants/add-business";
import { runtime } from "@/lib/runtime";
import { addBusinessForForm } from "../add-business-for-form";

/** Makes a merchant and its owner, where the instance is open to anybody. */
export async function signUpAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const from = originOf(runtime(), await headers());
  return addBusinessForForm(form, (_token, input) => addOpenBusiness(runtime(), input, from));
}
