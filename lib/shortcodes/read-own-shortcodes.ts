import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Env } from "@/lib/env";
import { readDarajaError } from "@/lib/daraja/errors";
import { parseJson, readField } from "@/lib/daraja/json";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import { openRaw } from "@/lib/payments/attempt-secrets";
import type { Outcome, PushState } from "@/lib/payments/model";
import { judgePush } from "./judge-push";
import {
  type CheckStep,
  type ConnectionCheck,
  type PushCheck,
  type ShortcodeList,
  type ShortcodeRow,
  STEP_FINDINGS,
} from "./model";

type Keys = Pick<Env, "APP_SECRET" | "ENCRYPTION_KEYS">;

type Row = Omit<ShortcodeRow, "connection" | "push"> & {
  connection: { steps: unknown; at: string; by: string | null } | null;
  push: { orderId: string; at: string; by: string | null } | null;
  pushState: PushState | null;
  outcome: Outcome | null;
  reason: string | null;
  code: string | null;
  hasCallback: boolean;
  dataKeySealed: Buffer | null;
  rawSealed: Buffer | null;
};

const storedSteps = z.array(
  z.discriminatedUnion("step", [
    z.object({ step: z.literal("token"), found: z.enum(STEP_FINDINGS.token) }),
    z.object({
      step: z.literal("clock"),
      found: z.enum(STEP_FINDINGS.clock),
      seconds: z.number(),
    }),
    z.object({ step: z.literal("address"), found: z.enum(STEP_FINDINGS.address) }),
  ]),
);

const iso = (at: ReturnType<typeof sql>) =>
  sql`to_char((${at}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The newest check of a kind, of these credentials and no earlier ones. */
const newest = (kind: "connection" | "push", fields: ReturnType<typeof sql>) => sql`
  left join lateral (
    select c.order_id, jsonb_build_object(${fields}, 'at', ${iso(sql`c.created_at`)},
      'by', (select u.name from users u where u.id = c.checked_by)) as found
    from shortcode_checks c
    where c.merchant_id = s.merchant_id and c.shortcode_id = s.id and c.kind = ${kind}
      and c.created_at >= s.credentials_changed_at
    order by c.created_at desc limit 1
  ) as ${sql.identifier(kind)} on true`;

/**
 * The shortcodes of a merchant with what their checks found, the one that takes orders first; null to
 * whom they may not be shown. No secret is read, but what Daraja said to a refused prompt is opened.
 */
export async function readOwnShortcodes(
  { env }: { env: Keys },
  { merchantId, permissions, read }: MerchantReads,
): Promise<ShortcodeList | null> {
  if (!permissions.has("manage_shortcodes")) return null;
  return read(async (db) => {
    const clock = await db.execute<{ now: string }>(sql`select ${iso(sql`now()`)} as now`);
    const { rows } = await db.execute<Row>(sql`
      select s.id, s.environment, s.type, s.business_short_code as "businessShortCode",
        s.party_b as "partyB", s.is_active as "isActive", ${iso(sql`s.created_at`)} as "createdAt",
        ${iso(sql`s.credentials_changed_at`)} as "credentialsChangedAt",
        connection.found as connection, push.found as push, a.push as "pushState", a.outcome, a.reason, e.code, e.raw_sealed as "rawSealed",
        a.data_key_sealed as "dataKeySealed",
        exists (select from evidence c where c.merchant_id = s.merchant_id and c.attempt_id = a.id
          and c.source = 'callback') as "hasCallback"
      from shortcodes s
      ${newest("connection", sql`'steps', c.steps`)}
      ${newest("push", sql`'orderId', c.order_id`)}
      left join lateral (
        select t.id, t.push, t.outcome, t.reason, t.data_key_sealed from attempts t
        where t.merchant_id = s.merchant_id and t.order_id = push.order_id
        order by t.created_at desc limit 1
      ) as a on true
      left join lateral (
        select v.code, v.raw_sealed from evidence v
        where v.merchant_id = s.merchant_id and v.attempt_id = a.id
          and v.kind in ('push_refused', 'callback_failure', 'query_failed')
        order by v.received_at desc limit 1
      ) as e on true
      where s.merchant_id = ${merchantId}
      order by s.is_active desc, s.created_at, s.id`);
    const now = clock.rows[0]?.now ?? "";
    return { now, rows: rows.map((row) => toShortcode(env, merchantId, row)) };
  });
}

function toShortcode(env: Keys, merchantId: string, row: Row): ShortcodeRow {
  const { id, environment, type, businessShortCode, partyB, isActive } = row;
  const { createdAt, credentialsChangedAt, connection, push } = row;
  return {
    id,
    environment,
    type,
    businessShortCode,
    partyB,
    isActive,
    createdAt,
    credentialsChangedAt,
    connection: connection && toConnection(connection),
    push: push && toPush(env, merchantId, { ...row, push }),
  };
}

/** A check of another version of the product may hold words that this one does not know. */
function toConnection(found: NonNullable<Row["connection"]>): ConnectionCheck | null {
  const steps = storedSteps.safeParse(found.steps);
  const known: CheckStep[] = steps.success ? steps.data : [];
  return known.length === 0 ? null : { ...found, steps: known };
}

function toPush(
  env: Keys,
  merchantId: string,
  row: Row & { push: NonNullable<Row["push"]> },
): PushCheck {
  const { push, pushState, outcome, reason, code, hasCallback } = row;
  if (pushState === null || outcome === null) return { ...push, found: judgePush(null) };
  const message = pushState === "rejected" ? messageOf(env, { ...row, merchantId }) : null;
  const facts = { push: pushState, outcome, reason, code, message, hasCallback };
  return { ...push, found: judgePush(facts) };
}

/** Daraja's words in the raw answer, which is kept with its status line; null if it cannot be opened. */
function messageOf(env: Keys, row: Parameters<typeof openRaw>[1]): string | null {
  try {
    const body = readField(parseJson(openRaw(env, row) ?? ""), "body");
    return typeof body === "string" ? (readDarajaError(body)?.errorMessage ?? null) : null;
  } catch {
    return null;
  }
}
