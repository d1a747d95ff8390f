import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Origin } from "@/lib/audit/origin";
import { auditPart } from "@/lib/audit/record-audit";
import { makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { isUniqueViolation } from "@/lib/sql-errors";
import { digestOfToken } from "./link-token";
import { newPersonFields, personParts } from "./new-person";
import { isSetupLinkOpen } from "./create-setup-link";
import { takeSignUp } from "./sign-in-limit";

type Ctx = Pick<Runtime, "db" | "env" | "log">;

const business = z.object({ merchantName: z.string().trim().min(1).max(120), ...newPersonFields });

export type NewBusiness = Record<keyof z.infer<typeof business>, unknown>;
export type AddBusinessRefusal = "link_void" | "email_taken" | "invalid" | "too_many_tries";
export type AddBusinessResult =
  { ok: true; merchantId: string } | { ok: false; reason: AddBusinessRefusal };

/**
 * Makes the first merchant and its owner of an instance that has no user yet, for whoever holds the
 * link that the server printed. One statement spends the link and makes them all, or nothing.
 */
export async function addFirstBusiness(
  ctx: Ctx,
  token: unknown,
  input: NewBusiness,
  from: Origin,
): Promise<AddBusinessResult> {
  const parsed = business.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  if (!(await isSetupLinkOpen(ctx, token))) return { ok: false, reason: "link_void" };
  const digest = digestOfToken(token);
  return addBusiness(
    ctx,
    parsed.data,
    sql`
    admitted as (
      update setup_links set used_at = clock_timestamp()
      where token_sha256 = ${digest} and used_at is null and expires_at > clock_timestamp()
        and not exists (select from users)
      returning name
    )`,
    { from, isFirst: true },
  );
}

/** Makes a merchant and its owner for anybody, where the instance is open to that. */
export async function addOpenBusiness(
  ctx: Ctx,
  input: NewBusiness,
  from: Origin,
): Promise<AddBusinessResult> {
  if (ctx.env.SIGN_UP !== "open") return { ok: false, reason: "link_void" };
  const parsed = business.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  if (!(await takeSignUp(ctx, from.address))) return { ok: false, reason: "too_many_tries" };
  return addBusiness(ctx, parsed.data, sql`admitted as (select 1)`, { from, isFirst: false });
}

async function addBusiness(
  ctx: Ctx,
  { merchantName, ...person }: z.infer<typeof business>,
  admitted: SQL,
  { from, isFirst }: { from: Origin; isFirst: boolean },
): Promise<AddBusinessResult> {
  const merchantId = makeId("merchant");
  const { userId, parts } = await personParts(ctx, person, sql`admitted`);
  const entry = {
    merchantId,
    by: { userId, from, person },
    about: { kind: "merchant" as const, id: merchantId },
    after: { name: merchantName },
  };
  const audit = (action: "setup_link_used" | "merchant_made") =>
    auditPart({ ...entry, action }, sql`admitted`);
  const linkUsed = isFirst ? sql`, link_used as (${audit("setup_link_used")})` : sql``;
  try {
    const { rows } = await ctx.db.execute(sql`
      with ${admitted}, ${parts}, merchant as (
        insert into merchants (id, name) select ${merchantId}, ${merchantName} from admitted
      )${linkUsed}, made as (${audit("merchant_made")})
      insert into members (merchant_id, user_id, role)
      select ${merchantId}, ${userId}, 'owner' from admitted returning merchant_id`);
    return rows.length === 1 ? { ok: true, merchantId } : { ok: false, reason: "link_void" };
  } catch (error) {
    if (isUniqueViolation(error, "users_email_unique")) return { ok: false, reason: "email_taken" };
    throw error;
  }
}
