import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import type { PeopleRefusal } from "@/lib/merchants/change-role";
import type { ChangePasswordRefusal } from "@/lib/merchants/change-password";
import type { CodeProblem } from "@/lib/merchants/two-factor";
import { settleWithin } from "@/lib/settle-within";

/** A password is hashed within it, on a slow machine. */
const LIMIT_MS = 8_000;

type Refusal = PeopleRefusal | ChangePasswordRefusal | CodeProblem;

/** Runs a verb for a form, and not for ever. */
export function within<Value>(work: Promise<Value>): Promise<Value> {
  return settleWithin(LIMIT_MS, work);
}

/** What the form says of a refusal; sends whoever has to confirm first there, and back to `path`. */
export async function refused(
  reason: Refusal,
  path: string,
  values: Record<string, string> = {},
): Promise<FormAnswer> {
  // As if it were not there: so every role is answered alike, whatever an id stands for.
  if (reason === "not_allowed") notFound();
  if (reason === "confirm_first") {
    redirect(`/dashboard/settings/confirm?next=${encodeURIComponent(path)}`);
  }
  const t = await getTranslations("settings.problems");
  return { ...UNSENT_FORM, problem: t(reason), values };
}

/** A field's text to be shown again; "" for what is no text. */
export function typed(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, 320) : "";
}
