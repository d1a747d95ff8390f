"use server";

import { redirect } from "next/navigation";
import { rememberMerchant } from "../enter-dashboard";
import { currentMember } from "./current-member";

/** Has the browser remember which of one's merchants to show; anybody else's is never remembered. */
export async function chooseMerchantAction(form: FormData): Promise<void> {
  const { merchants } = await currentMember("/dashboard");
  const chosen = merchants.find(({ id }) => id === form.get("merchantId"));
  if (chosen) await rememberMerchant(chosen.id);
  redirect("/dashboard");
}
