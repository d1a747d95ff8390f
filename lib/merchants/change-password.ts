import { z } from "zod";
import { recordForPerson } from "@/lib/audit/record-for-person";
import type { Runtime } from "@/lib/runtime";
import { passwordField } from "./new-person";
import { type NewCookie, postAuth, readCookies } from "./post-auth";
import type { Person } from "./session";
import { takeSignIn } from "./sign-in-limit";

const change = z.object({
  currentPassword: z.string().min(1).max(128),
  newPassword: passwordField,
});

export type ChangePasswordRefusal = "invalid" | "wrong_password" | "too_many_tries" | "unavailable";
export type ChangePasswordResult =
  { ok: true; cookies: NewCookie[] } | { ok: false; reason: ChangePasswordRefusal };

/** Changes a signed-in person's password and ends every session of theirs but this one. */
export async function changePassword(
  runtime: Runtime,
  person: Person,
  input: { currentPassword: unknown; newPassword: unknown },
  headers: Headers,
): Promise<ChangePasswordResult> {
  const parsed = change.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  if (!(await takeSignIn(runtime, person.email))) return { ok: false, reason: "too_many_tries" };
  const body = { ...parsed.data, revokeOtherSessions: true };
  const response = await postAuth(runtime, "/change-password", headers, body);
  if (response.ok) {
    await recordForPerson(runtime, { by: person, action: "password_changed" });
    return { ok: true, cookies: readCookies(response) };
  }
  if (response.status === 429) return { ok: false, reason: "too_many_tries" };
  return { ok: false, reason: response.status < 500 ? "wrong_password" : "unavailable" };
}
