import { asc, eq } from "drizzle-orm";
import { members, merchants } from "@/db/schema/merchants";
import { users } from "@/db/schema/auth";
import type { Runtime } from "@/lib/runtime";
import { authOf } from "./auth";
import type { Member } from "./model";

type Ctx = Pick<Runtime, "db" | "env" | "log">;

/**
 * Who a request's session cookie stands for, and for which merchant; null without a live session or
 * a membership. With several memberships the oldest. Throws if the database is away.
 */
export async function requireMember(ctx: Ctx, headers: Headers): Promise<Member | null> {
  const session = await authOf(ctx).api.getSession({ headers });
  if (!session) return null;
  const [member] = await ctx.db
    .select({
      userId: members.userId,
      email: users.email,
      merchantId: members.merchantId,
      merchantName: merchants.name,
      role: members.role,
    })
    .from(members)
    .innerJoin(merchants, eq(merchants.id, members.merchantId))
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.userId, session.user.id))
    .orderBy(asc(members.createdAt), asc(members.merchantId))
    .limit(1);
  return member ?? null;
}
