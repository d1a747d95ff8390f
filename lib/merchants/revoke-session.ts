import { and, desc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "@/db/schema/auth";
import { ownActPart } from "@/lib/audit/record-for-person";
import type { Runtime } from "@/lib/runtime";
import type { SessionRow } from "./model";
import type { Person } from "./session";

const MOST = 100;
const idField = z.string().min(1).max(64);

/** Where a person is signed in, the newest first. Nobody else's, and never a token. */
export async function listOwnSessions(
  { db }: Pick<Runtime, "db">,
  { userId, sessionId }: Person,
): Promise<SessionRow[]> {
  const rows = await db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      address: sessions.ipAddress,
      createdAt: sessions.createdAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`clock_timestamp()`)))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(MOST);
  return rows.map(({ id, createdAt, ...row }) => ({
    id,
    ...row,
    createdAt: createdAt.toISOString(),
    isCurrent: id === sessionId,
  }));
}

/** Signs a person out somewhere else. Their own sessions only; an id that is not one changes nothing. */
export async function revokeOwnSession(
  { db }: Pick<Runtime, "db">,
  { userId, sessionId, from }: Person,
  target: unknown,
): Promise<boolean> {
  const parsed = idField.safeParse(target);
  if (!parsed.success) return false;
  const act = {
    by: { userId, from },
    action: "session_revoked" as const,
    about: { kind: "session" as const, id: parsed.data },
  };
  const { rows } = await db.execute(sql`
    with ended as (
      delete from sessions
      where user_id = ${userId} and id = ${parsed.data} and id <> ${sessionId} returning id
    ), audit as (${ownActPart(act, sql`ended`)})
    select id from ended`);
  return rows.length === 1;
}
