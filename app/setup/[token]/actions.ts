"use server";

import { headers } from "next/headers";
import type { FormAnswer } from "@/components/dashboard/settings/form-answer";
import { originOf } from "@/lib/audit/origin";
import { addFirstBusiness } from "@/lib/merchants/add-business";
import { runtime } from "@/lib/runtime";
import { addBusinessForForm } from "../../add-business-for-form";

/** Makes the first merchant and its owner. */
export async function setUpAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const from = originOf(runtime(), await headers());
  return addBusinessForForm(form, (token, input) =>
    addFirstBusiness(runtime(), token, input, from),
  );
}
