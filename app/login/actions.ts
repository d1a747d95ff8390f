"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { LoginFormState } from "@/components/dashboard/login-form-state";
import { readNextPath } from "@/lib/merchants/next-path";
import { signIn, signOut } from "@/lib/merchants/sign-in";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { setCookies } from "../set-cookies";

const LIMIT_MS = 4_000;

const loginForm = z.object({
  email: z.string().max(320).catch(""),
  password: z.string().max(320).catch(""),
});

/** Signs in and goes on to the dashboard, or answers why not. */
export async function signInAction(
  _previous: LoginFormState,
  form: FormData,
): Promise<LoginFormState> {
  const fields = loginForm.parse({ email: form.get("email"), password: form.get("password") });
  const result = await settleWithin(LIMIT_MS, signIn(runtime(), fields, await headers()));
  if (!result.ok) return { email: fields.email, problem: result.reason };
  await setCookies(result.cookies);
  const next = readNextPath(form.get("next"));
  redirect(result.isCodeMissing ? `/login/code?next=${encodeURIComponent(next)}` : next);
}

/** Ends the session, here and in the database. */
export async function signOutAction(): Promise<void> {
  await setCookies(await settleWithin(LIMIT_MS, signOut(runtime(), await headers())));
  redirect("/login");
}
