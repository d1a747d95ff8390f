import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "@/db/schema/auth";
import type { Runtime } from "@/lib/runtime";
import { authOf } from "./auth";
import type { Person } from "./session";
import { forgetSignIns, takeSignIn } from "./sign-in-limit";
import { type CodeProblem, confirmTwoFactor } from "./two-factor";

const passwordField = z.string().min(1).max(128);

/** What somebody shows to prove that it is still them: one of the two. */
export type Proof = { password: unknown; code: unknown };
export type ProofResult = { ok: true } | { ok: false; reason: CodeProblem };

/**
 * Notes on a session that its person has just proved to be there, by their password or a code from
 * their app. Counts as a sign-in towards the limits of their e-mail.
 */
export async function saveProof(
  runtime: Runtime,
  person: Person,
  proof: Proof,
  headers: Headers,
): Promise<ProofResult> {
  if (!(await takeSignIn(runtime, person.email))) return { ok: false, reason: "too_many_tries" };
  const checked = await check(runtime, person, proof, headers);
  if (!checked.ok) return checked;
  await forgetSignIns(runtime, person.email);
  await runtime.db
    .update(sessions)
    .set({ provedAt: sql`clock_timestamp()` })
    .where(and(eq(sessions.id, person.sessionId), eq(sessions.userId, person.userId)));
  return { ok: true };
}

async function check(
  runtime: Runtime,
  person: Person,
  { password, code }: Proof,
  headers: Headers,
): Promise<ProofResult> {
  if (person.hasTwoFactor && typeof code === "string" && code.trim() !== "") {
    const sent = await confirmTwoFactor(runtime, person, code, headers);
    return sent.ok ? { ok: true } : sent;
  }
  const parsed = passwordField.safeParse(password);
  const isRight = parsed.success && (await isPasswordOf(runtime, person.userId, parsed.data));
  return isRight ? { ok: true } : { ok: false, reason: "wrong_password" };
}

async function isPasswordOf(runtime: Runtime, userId: string, password: string): Promise<boolean> {
  const { internalAdapter, password: hashing } = await authOf(runtime).$context;
  const accounts = await internalAdapter.findAccounts(userId);
  const hash = accounts.find(({ providerId }) => providerId === "credential")?.password;
  return typeof hash === "string" && (await hashing.verify({ hash, password }));
}
