"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { FormAnswer } from "@/components/dashboard/settings/form-answer";
import { readNextPath } from "@/lib/merchants/next-path";
import { saveProof } from "@/lib/merchants/save-proof";
import { runtime } from "@/lib/runtime";
import { currentMember } from "../../current-member";
import { refused, within } from "../form-result";

/** Notes that it is still them, and goes back to where it was asked. */
export async function confirmAction(_previous: FormAnswer, form: FormData): Promise<FormAnswer> {
  const path = readNextPath(form.get("next"));
  const { person } = await currentMember(path);
  const proof = { password: form.get("password"), code: form.get("code") };
  const result = await within(saveProof(runtime(), person, proof, await headers()));
  if (!result.ok) return refused(result.reason, path);
  redirect(path);
}
