import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Member } from "@/lib/merchants/model";
import { type Actor, type Person, requireMember } from "@/lib/merchants/session";
import { runtime } from "@/lib/runtime";
import { readOrThrowPlainly } from "./read-or-throw-plainly";

/** The signed-in member of this request; anybody else is sent to sign in and back to `path`. */
export async function currentMember(path: string): Promise<Member & { person: Person }> {
  const from = await headers();
  const member = await readOrThrowPlainly(() => requireMember(runtime(), from));
  if (!member) redirect(`/login?next=${encodeURIComponent(path)}`);
  return member;
}

/** The same, for a server action: who acts, and for which merchant. */
export async function currentActor(path: string): Promise<Actor> {
  const { merchantId, person } = await currentMember(path);
  const { userId, sessionId, from } = person;
  return { merchantId, userId, sessionId, from };
}
