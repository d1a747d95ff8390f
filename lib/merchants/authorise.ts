import { and, eq, sql } from "drizzle-orm";
import { sessions } from "@/db/schema/auth";
import { members } from "@/db/schema/merchants";
import type { Runtime } from "@/lib/runtime";
import type { Role } from "./model";
import { type Permission, permissionsOfRole } from "./permissions";
import type { Actor } from "./session";

/** Unless told otherwise a fresh proof is needed: see DECISIONS.md for what is done without. */
type Needs = { proof: boolean };

/** Money, people and keys are only changed by somebody who has just shown that it is them. */
const PROOF_MINUTES = 10;

export type Authorised = { ok: true; role: Role } | { ok: false; reason: AuthoriseRefusal };
export type AuthoriseRefusal = "not_allowed" | "confirm_first";

/**
 * Whether somebody may do this for the merchant, by their role as it is now; `confirm_first` if they
 * may, but signed in or confirmed their password more than ten minutes ago. Throws if the database is
 * away.
 */
export async function authorise(
  { db }: Pick<Runtime, "db">,
  actor: Actor,
  permission: Permission,
  needs: Needs = { proof: true },
): Promise<Authorised> {
  const [found] = await db
    .select({
      role: members.role,
      isProved: sql<boolean>`${sessions.provedAt} > clock_timestamp() - make_interval(mins => ${PROOF_MINUTES})`,
    })
    .from(members)
    .innerJoin(sessions, and(eq(sessions.userId, members.userId), eq(sessions.id, actor.sessionId)))
    .where(and(eq(members.merchantId, actor.merchantId), eq(members.userId, actor.userId)));
  if (!found || !permissionsOfRole(found.role).has(permission)) {
    return { ok: false, reason: "not_allowed" };
  }
  return found.isProved || !needs.proof
    ? { ok: true, role: found.role }
    : { ok: false, reason: "confirm_first" };
}
