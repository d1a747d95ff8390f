"use server";

import { headers } from "next/headers";
import type { FormAnswer } from "@/components/dashboard/settings/form-answer";
import { clientAddress } from "@/lib/http/client-address";
import { addOpenBusiness } from "@/lib/merchants/add-business";
import { runtime } from "@/lib/runtime";
import { addBusinessForForm } from "../add-business-for-form";

/** Makes a merchant and its owner, where the instance is open to anybody. */
export async function signUpAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const address = clientAddress(await headers(), runtime().env.TRUSTED_PROXY_HOPS);
  return addBusinessForForm(form, (_token, input) => addOpenBusiness(runtime(), input, address));
}
