import { members } from "@/db/schema/merchants";
import type { Runtime } from "@/lib/runtime";
import { isUniqueViolation } from "@/lib/sql-errors";
import { authOf } from "./auth";

type Ctx = Pick<Runtime, "db" | "env" | "log">;
type Person = { name: string; email: string; password: string };

/**
 * Makes sure that a person exists, signs in with this password, and owns the merchant. A changed
 * password ends the sessions begun with the old one. Safe to call again and at once from several
 * processes.
 */
export async function ensureOwner(ctx: Ctx, merchantId: string, person: Person): Promise<void> {
  const userId = await ensureUser(ctx, person);
  await ensurePassword(ctx, userId, person.password);
  await ctx.db
    .insert(members)
    .values({ merchantId, userId, role: "owner" })
    .onConflictDoNothing({ target: [members.merchantId, members.userId] });
}

/** Whether somebody signs in with this e-mail already. */
export async function isKnownEmail(ctx: Ctx, email: string): Promise<boolean> {
  const { internalAdapter } = await authOf(ctx).$context;
  return (await internalAdapter.findUserByEmail(email)) !== null;
}

async function ensureUser(ctx: Ctx, { name, email }: Person): Promise<string> {
  const { internalAdapter } = await authOf(ctx).$context;
  const known = await internalAdapter.findUserByEmail(email);
  if (known) return known.user.id;
  try {
    const user = await internalAdapter.createUser(
      { name, email, emailVerified: true },
      { method: "email-password" },
    );
    return user.id;
  } catch (error) {
    const winner = isUniqueViolation(error) ? await internalAdapter.findUserByEmail(email) : null;
    if (winner) return winner.user.id;
    throw error;
  }
}

async function ensurePassword(ctx: Ctx, userId: string, password: string): Promise<void> {
  const { internalAdapter, password: hashing } = await authOf(ctx).$context;
  const accounts = await internalAdapter.findAccounts(userId);
  const account = accounts.find(({ providerId }) => providerId === "credential");
  if (account?.password && (await hashing.verify({ hash: account.password, password }))) return;
  const hash = await hashing.hash(password);
  if (account) {
    await internalAdapter.updatePassword(userId, hash);
    await internalAdapter.deleteUserSessions(userId);
    return;
  }
  await internalAdapter.linkAccount({
    userId,
    accountId: userId,
    providerId: "credential",
    password: hash,
  });
}
