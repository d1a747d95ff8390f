import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "@/db/schema/auth";
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
  { userId, sessionId }: Person,
  target: unknown,
): Promise<boolean> {
  const parsed = idField.safeParse(target);
  if (!parsed.success) return false;
  const ended = await db
    .delete(sessions)
    .where(
      and(eq(sessions.userId, userId), eq(sessions.id, parsed.data), ne(sessions.id, sessionId)),
    )
    .returning({ id: sessions.id });
  return ended.length === 1;
}
