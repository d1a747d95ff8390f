import { sql } from "drizzle-orm";
import type { Runtime } from "@/lib/runtime";
import { digestOfToken, makeLinkToken } from "./link-token";

const VALID_HOURS = 24;

/** Processes that start together print one link; one that starts later makes a new one. */
const ONE_START_SECONDS = 60;

/**
 * While nobody can sign in: a link that makes the first merchant and its owner, valid for a day and
 * once. A link made before is void then. Null if there is a user, or if another process of the same
 * start has just made one.
 */
export async function createSetupLink({
  db,
  env,
}: Pick<Runtime, "db" | "env">): Promise<string | null> {
  const { token, digest } = makeLinkToken();
  const { rows } = await db.execute(sql`
    insert into setup_links as held (name, token_sha256, expires_at)
    select 'first_owner', ${digest}, clock_timestamp() + make_interval(hours => ${VALID_HOURS})
    where not exists (select from users)
    on conflict (name) do update
      set token_sha256 = excluded.token_sha256, expires_at = excluded.expires_at,
        created_at = clock_timestamp(), used_at = null
      where held.created_at < clock_timestamp() - make_interval(secs => ${ONE_START_SECONDS})
    returning name`);
  return rows.length === 1 ? `${env.APP_URL}/setup/${token}` : null;
}

/** Whether this link still makes the first owner. */
export async function isSetupLinkOpen(
  { db }: Pick<Runtime, "db">,
  token: unknown,
): Promise<boolean> {
  const digest = digestOfToken(token);
  if (!digest) return false;
  const { rows } = await db.execute(sql`
    select name from setup_links
    where token_sha256 = ${digest} and used_at is null and expires_at > clock_timestamp()
      and not exists (select from users)`);
  return rows.length === 1;
}
