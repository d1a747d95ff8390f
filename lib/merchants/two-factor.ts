import { z } from "zod";
import { originOf } from "@/lib/audit/origin";
import { recordForPerson } from "@/lib/audit/record-for-person";
import type { Runtime } from "@/lib/runtime";
import { findPendingPerson } from "./find-pending-person";
import { type NewCookie, postAuth, readCookies } from "./post-auth";
import type { Person } from "./session";
import { takeSignIn } from "./sign-in-limit";

/** Codes from an authenticator app as a second factor, by better-auth's plugin. */

const passwordField = z.string().min(1).max(128);
const codeField = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/));
const backupCodeField = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{5}-[A-Za-z0-9]{5}$/);

export type CodeProblem = "wrong_password" | "wrong_code" | "too_many_tries" | "unavailable";
export type CodeResult = { ok: true; cookies: NewCookie[] } | { ok: false; reason: CodeProblem };

const started = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

export type StartTwoFactorResult =
  { ok: true; uri: string; backupCodes: string[] } | { ok: false; reason: CodeProblem };

/**
 * Makes a new secret for a signed-in person's app, and codes for paper; both are answered this once.
 * Nothing is asked of them at sign-in until the first code was given to `confirmTwoFactor`. A try counts
 * towards the limits of signing in.
 */
export async function startTwoFactor(
  runtime: Runtime,
  { email }: Pick<Person, "email">,
  password: unknown,
  headers: Headers,
): Promise<StartTwoFactorResult> {
  const parsed = passwordField.safeParse(password);
  if (!parsed.success) return { ok: false, reason: "wrong_password" };
  if (!(await takeSignIn(runtime, email))) return { ok: false, reason: "too_many_tries" };
  const body = { password: parsed.data, method: "totp" };
  const response = await postAuth(runtime, "/two-factor/enable", headers, body);
  if (!response.ok) return { ok: false, reason: problemOf(response, "wrong_password") };
  const { totpURI, backupCodes } = started.parse(await response.json());
  return { ok: true, uri: totpURI, backupCodes };
}

/** Turns the second factor on, with a first code from the app; a person who has one proves it again. */
export async function confirmTwoFactor(
  runtime: Runtime,
  person: Person,
  code: unknown,
  headers: Headers,
): Promise<CodeResult> {
  const result = await sendCode(runtime, code, headers);
  if (result.ok && !person.hasTwoFactor) {
    await recordForPerson(runtime, { by: person, action: "second_factor_on" });
  }
  if (!result.ok && person.hasTwoFactor) await recordFailure(runtime, person);
  return result;
}

const recordFailure = (runtime: Runtime, by: Pick<Person, "userId" | "from">) =>
  recordForPerson(runtime, { by, action: "second_factor_failed" });

/** Turns the second factor off and forgets the secret. */
export async function endTwoFactor(
  runtime: Runtime,
  person: Pick<Person, "email" | "userId" | "from">,
  password: unknown,
  headers: Headers,
): Promise<CodeResult> {
  const parsed = passwordField.safeParse(password);
  if (!parsed.success) return { ok: false, reason: "wrong_password" };
  if (!(await takeSignIn(runtime, person.email))) return { ok: false, reason: "too_many_tries" };
  const body = { password: parsed.data };
  const response = await postAuth(runtime, "/two-factor/disable", headers, body);
  if (!response.ok) return { ok: false, reason: problemOf(response, "wrong_password") };
  await recordForPerson(runtime, { by: person, action: "second_factor_off" });
  return { ok: true, cookies: readCookies(response) };
}

/** Ends a sign-in whose password was right: with a code from the app, or one from paper, once. */
export async function finishSignIn(
  runtime: Runtime,
  code: unknown,
  headers: Headers,
): Promise<CodeResult> {
  // Asked first: too many wrong codes end the sign-in, and then nobody can tell whose it was.
  const userId = await findPendingPerson(runtime, headers);
  const backupCode = backupCodeField.safeParse(code);
  const result = backupCode.success
    ? await sendBackupCode(runtime, backupCode.data, headers)
    : await sendCode(runtime, code, headers);
  if (userId === null) return result;
  const by = { userId, from: originOf(runtime, headers) };
  if (!result.ok) await recordFailure(runtime, by);
  else {
    const after = { withCode: backupCode.success ? "paper" : "app" };
    await recordForPerson(runtime, { by, action: "signed_in", after });
  }
  return result;
}

async function sendBackupCode(
  runtime: Runtime,
  code: string,
  headers: Headers,
): Promise<CodeResult> {
  return toResult(await postAuth(runtime, "/two-factor/verify-backup-code", headers, { code }));
}

/** A code from the app: of a signed-in person, or to end a sign-in. */
async function sendCode(runtime: Runtime, code: unknown, headers: Headers): Promise<CodeResult> {
  const parsed = codeField.safeParse(code);
  if (!parsed.success) return { ok: false, reason: "wrong_code" };
  const body = { code: parsed.data };
  return toResult(await postAuth(runtime, "/two-factor/verify-totp", headers, body));
}

const toResult = (response: Response): CodeResult =>
  response.ok
    ? { ok: true, cookies: readCookies(response) }
    : { ok: false, reason: problemOf(response, "wrong_code") };

function problemOf(response: Response, wrong: CodeProblem): CodeProblem {
  if (response.status === 429) return "too_many_tries";
  return response.status < 500 ? wrong : "unavailable";
}
