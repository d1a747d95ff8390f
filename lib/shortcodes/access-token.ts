import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Deadline } from "@/lib/clock";
import { type AccessTokenResult, requestAccessToken } from "@/lib/daraja/access-token";
import { failpoint } from "@/lib/failpoints";
import { makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { bindingOf, seal, unseal } from "@/lib/sealing";
import { settleWithin } from "@/lib/settle-within";
import type { Shortcode } from "./load-shortcode";

/** `generation` names this token, so that a refusal can say which one was refused. */
export type SharedToken =
  | { ok: true; accessToken: string; generation: number }
  | { ok: false; reason: TokenRefusal; message: string };

/** Why there is no token; `late` if somebody else was asking for one, or Safaricom took too long. */
export type TokenRefusal = Extract<AccessTokenResult, { ok: false }>["reason"] | "late";

type Row = {
  token_sealed: Buffer | null;
  generation: number;
  is_fresh: boolean;
  is_valid: boolean;
};

/** Longer than any token request of ours may take. */
const LEASE_SECONDS = 12;
/** A token is renewed this share of its life, but at most five minutes, before its end. */
const EARLY_SHARE = 0.2;
const EARLY_MAX_SECONDS = 300;
const LOOK_AGAIN_MS = 40;
/** The deadline is for Safaricom; the row is there at once, or the database is away. */
const ROW_LIMIT_MS = 3_000;

/** What a stored token is bound to. */
export const tokenBinding = (hash: Buffer) =>
  bindingOf("access_tokens", "token", hash.toString("hex"));

async function readToken({ moneyDb }: Runtime, hash: Buffer): Promise<Row | undefined> {
  const read = await moneyDb.execute<Row>(sql`
    select token_sealed, generation,
      coalesce(refresh_at > clock_timestamp(), false) as is_fresh,
      coalesce(expires_at > clock_timestamp(), false) as is_valid
    from access_tokens where consumer_key_hash = ${hash}`);
  return read.rows[0];
}

/** Takes the right to ask for a new token, unless somebody has it or a better token is there. */
async function takeLease(
  { moneyDb }: Runtime,
  hash: Buffer,
  refused: number | null,
): Promise<string | null> {
  const leaseId = makeId("evidence");
  const taken = await moneyDb.execute(sql`
    insert into access_tokens (consumer_key_hash, lease_id, lease_until)
    values (${hash}, ${leaseId}, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
    on conflict (consumer_key_hash) do update
      set lease_id = excluded.lease_id, lease_until = excluded.lease_until
      where (access_tokens.lease_until is null or access_tokens.lease_until < clock_timestamp())
        and (access_tokens.refresh_at is null or access_tokens.refresh_at <= clock_timestamp()
          or access_tokens.generation = ${refused}::int)
    returning lease_id`);
  return taken.rowCount === 1 ? leaseId : null;
}

async function storeToken(
  { moneyDb, env }: Runtime,
  hash: Buffer,
  leaseId: string,
  token: { accessToken: string; expiresInSeconds: number },
): Promise<number | null> {
  const earlySeconds = Math.min(EARLY_MAX_SECONDS, token.expiresInSeconds * EARLY_SHARE);
  const stored = await moneyDb.execute<{ generation: number }>(sql`
    update access_tokens set
      token_sealed = ${seal(env.ENCRYPTION_KEYS, token.accessToken, tokenBinding(hash))},
      generation = generation + 1,
      refresh_at = clock_timestamp()
        + make_interval(secs => ${token.expiresInSeconds - earlySeconds}::float8),
      expires_at = clock_timestamp() + make_interval(secs => ${token.expiresInSeconds}::float8),
      lease_id = null, lease_until = null
    where consumer_key_hash = ${hash} and lease_id = ${leaseId}
    returning generation`);
  return stored.rows[0]?.generation ?? null;
}

async function releaseLease({ moneyDb }: Runtime, hash: Buffer, leaseId: string): Promise<void> {
  await moneyDb.execute(sql`
    update access_tokens set lease_id = null, lease_until = null
    where consumer_key_hash = ${hash} and lease_id = ${leaseId}`);
}

async function refresh(
  runtime: Runtime,
  shortcode: Shortcode,
  leaseId: string,
  deadline: Deadline,
): Promise<SharedToken> {
  const { config, consumerKeyHash: hash } = shortcode;
  await failpoint("token:leased");
  const answer = await requestAccessToken(config, { fetch: runtime.fetch, deadline });
  await failpoint("token:answered");
  if (!answer.ok) {
    await releaseLease(runtime, hash, leaseId);
    runtime.log.warn("no access token", {
      shortcodeId: shortcode.id,
      reason: answer.reason,
      cause: answer.message,
    });
    return { ok: false, reason: answer.reason, message: answer.message };
  }
  const generation = await settleWithin(ROW_LIMIT_MS, storeToken(runtime, hash, leaseId, answer));
  await failpoint("token:stored");
  if (generation === null) return { ok: false, reason: "late", message: "the lease ran out" };
  return { ok: true, accessToken: answer.accessToken, generation };
}

/**
 * The consumer key's access token, shared by every process through one row. Renewed early by one
 * process at a time: the others go on with the old token while it lives, or wait for the new one.
 * `refused` is the generation that Safaricom rejected; it is renewed only if it is still the stored
 * one. Waits at most until the deadline; answers why when there is no token.
 */
export async function sharedAccessToken(
  runtime: Runtime,
  shortcode: Shortcode,
  deadline: Deadline,
  refused: number | null = null,
): Promise<SharedToken> {
  const hash = shortcode.consumerKeyHash;
  while (deadline.remainingMs() > 0) {
    const row = await settleWithin(ROW_LIMIT_MS, readToken(runtime, hash));
    const isUsable = row?.token_sealed != null && row.generation !== refused;
    if (isUsable && row.is_fresh) return open(runtime, hash, row);
    const leaseId = await settleWithin(ROW_LIMIT_MS, takeLease(runtime, hash, refused));
    if (leaseId) return refresh(runtime, shortcode, leaseId, deadline);
    if (isUsable && row.is_valid) return open(runtime, hash, row);
    await sleep(LOOK_AGAIN_MS);
  }
  return { ok: false, reason: "late", message: "no access token within the deadline" };
}

/**
 * A token that Safaricom gave just now, whatever is stored, by the same lease; every process goes on
 * with it.
 */
export async function renewedAccessToken(
  runtime: Runtime,
  shortcode: Shortcode,
  deadline: Deadline,
): Promise<SharedToken> {
  const row = await settleWithin(ROW_LIMIT_MS, readToken(runtime, shortcode.consumerKeyHash));
  return sharedAccessToken(runtime, shortcode, deadline, row?.generation ?? null);
}

function open({ env }: Runtime, hash: Buffer, row: Row): SharedToken {
  if (!row.token_sealed) return { ok: false, reason: "late", message: "no token stored" };
  const accessToken = unseal(env.ENCRYPTION_KEYS, row.token_sealed, tokenBinding(hash)).toString();
  return { ok: true, accessToken, generation: row.generation };
}
