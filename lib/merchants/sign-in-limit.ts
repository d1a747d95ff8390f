import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { rateBuckets } from "@/db/schema/shared-state";
import { takeHits } from "@/lib/rate-buckets";
import type { Runtime } from "@/lib/runtime";
import { keyedHash } from "@/lib/sealing";

type Ctx = Pick<Runtime, "db" | "env">;

/** Guesses at one person's password, whatever address they come from. */
const BURST = { limit: 10, windowSeconds: 900 };
const TOTAL = { limit: 100, windowSeconds: 86_400 };

/** Counts a sign-in with this e-mail; false if there were too many, known to us or not. */
export async function takeSignIn(ctx: Ctx, email: string): Promise<boolean> {
  const limit = { key: keyOf(ctx, email), subject: randomUUID(), burst: BURST, total: TOTAL };
  const taken = await ctx.db.execute(sql`with one as (select 1) ${takeHits([limit], sql`one`)}`);
  return taken.rows.length === 1;
}

/** Starts the count anew, after the right password. */
export async function forgetSignIns(ctx: Ctx, email: string): Promise<void> {
  await ctx.db.delete(rateBuckets).where(eq(rateBuckets.key, keyOf(ctx, email)));
}

function keyOf({ env }: Ctx, email: string): string {
  const person = keyedHash(env.APP_SECRET, "sign-in", email.trim().toLowerCase());
  return `sign-in:${person.toString("base64url")}`;
}

/** New businesses from one address, where anybody may make one. */
const SIGN_UPS = { limit: 5, windowSeconds: 3_600 };
const SIGN_UPS_A_DAY = { limit: 20, windowSeconds: 86_400 };

/** Counts a sign-up from this address; false if there were too many. Who has none counts as one. */
export async function takeSignUp(ctx: Ctx, address: string | null): Promise<boolean> {
  const key = `sign-up:${keyedHash(ctx.env.APP_SECRET, "sign-up", address ?? "").toString("base64url")}`;
  const limit = { key, subject: randomUUID(), burst: SIGN_UPS, total: SIGN_UPS_A_DAY };
  const taken = await ctx.db.execute(sql`with one as (select 1) ${takeHits([limit], sql`one`)}`);
  return taken.rows.length === 1;
}
