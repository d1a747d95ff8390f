import { asc, eq } from "drizzle-orm";
import { members, merchants } from "@/db/schema/merchants";
import { type Origin, originOf } from "@/lib/audit/origin";
import type { Runtime } from "@/lib/runtime";
import { authOf } from "./auth";
import { readChosenMerchant } from "./chosen-merchant";
import type { Member } from "./model";

type Ctx = Pick<Runtime, "db" | "env" | "log">;

/** A person with a live session, member of a merchant or not. */
export type Person = {
  userId: string;
  sessionId: string;
  email: string;
  name: string;
  hasTwoFactor: boolean;
  from: Origin;
};

/** Who acts for a merchant; what they may do is asked of the database when they do it. */
export type Actor = { userId: string; sessionId: string; merchantId: string; from: Origin };

/** Who a request's session cookie stands for; null without a live session. Throws if the database is away. */
export async function findPerson(ctx: Ctx, headers: Headers): Promise<Person | null> {
  const found = await authOf(ctx).api.getSession({ headers });
  if (!found) return null;
  const { session, user } = found;
  return {
    userId: user.id,
    sessionId: session.id,
    email: user.email,
    name: user.name,
    hasTwoFactor: user.twoFactorEnabled ?? false,
    from: originOf(ctx, headers),
  };
}

/**
 * Who a request's session cookie stands for, and for which merchant; null without a live session or
 * a membership. Of several memberships the one that the browser chose, if there still is one, else
 * the oldest. Throws if the database is away.
 */
export async function requireMember(
  ctx: Ctx,
  headers: Headers,
): Promise<(Member & { person: Person }) | null> {
  const person = await findPerson(ctx, headers);
  if (!person) return null;
  const memberships = await ctx.db
    .select({ merchantId: members.merchantId, merchantName: merchants.name, role: members.role })
    .from(members)
    .innerJoin(merchants, eq(merchants.id, members.merchantId))
    .where(eq(members.userId, person.userId))
    .orderBy(asc(members.createdAt), asc(members.merchantId));
  const chosen = readChosenMerchant(headers);
  const current = memberships.find(({ merchantId }) => merchantId === chosen) ?? memberships[0];
  if (!current) return null;
  const { userId, email } = person;
  return {
    ...current,
    userId,
    email,
    merchants: memberships
      .map(({ merchantId, merchantName }) => ({ id: merchantId, name: merchantName }))
      .sort((one, other) => one.name.localeCompare(other.name)),
    person,
  };
}
