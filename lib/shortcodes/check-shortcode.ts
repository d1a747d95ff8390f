import { sql } from "drizzle-orm";
import { startDeadline, type Deadline } from "@/lib/clock";
import { withAudit } from "@/lib/audit/record-audit";
import { isIdOf, makeId } from "@/lib/ids";
import { authorise, type AuthoriseRefusal } from "@/lib/merchants/authorise";
import type { Actor } from "@/lib/merchants/session";
import { takeHits } from "@/lib/rate-buckets";
import type { Runtime } from "@/lib/runtime";
import { isDatabaseAway } from "@/lib/sql-errors";
import { renewedAccessToken, type TokenRefusal } from "./access-token";
import { checkAddress } from "./check-address";
import { type DatedAnswer, judgeClock } from "./check-clock";
import { loadShortcode, type Shortcode } from "./load-shortcode";
import { type CheckStep, verdictOfStep, worstOf } from "./model";
import { readEnvironment } from "./read-environment";

/** Both run at once; whoever clicked waits no longer. */
const CHECK_DEADLINE_MS = 6_000;
/** Each asks Safaricom for a token of its own. */
const BURST = { limit: 10, windowSeconds: 600 };
const TOTAL = { limit: 100, windowSeconds: 86_400 };

export type CheckResult =
  { ok: true } | { ok: false; reason: AuthoriseRefusal | "not_found" | "too_many_tries" };

/** A turn of the few that a merchant has; false if they are used up. */
export async function takeCheck({ db }: Pick<Runtime, "db">, merchantId: string): Promise<boolean> {
  const key = `shortcode-check:${merchantId}`;
  const limit = { key, subject: makeId("shortcodeCheck"), burst: BURST, total: TOTAL };
  const taken = await db.execute(sql`with one as (select 1) ${takeHits([limit], sql`one`)}`);
  return taken.rows.length === 1;
}

/**
 * Makes the calls that move no money, and keeps what each found, for the shortcode's page: a new token,
 * the clock by its answer, and the callback address by its public name.
 */
export async function checkShortcode(
  runtime: Runtime,
  actor: Actor,
  shortcodeId: unknown,
  { deadlineMs = CHECK_DEADLINE_MS } = {},
): Promise<CheckResult> {
  if (!isIdOf("shortcode", shortcodeId)) return { ok: false, reason: "not_found" };
  const authorised = await authorise(runtime, actor, "manage_shortcodes");
  if (!authorised.ok) return authorised;
  const { merchantId, userId } = actor;
  const environment = await readEnvironment(runtime, merchantId, shortcodeId);
  if (environment === null) return { ok: false, reason: "not_found" };
  if (!(await takeCheck(runtime, merchantId))) return { ok: false, reason: "too_many_tries" };
  const deadline = startDeadline(deadlineMs);
  const [called, address] = await Promise.all([
    checkCalls(runtime, shortcodeId, deadline),
    checkAddress(runtime, environment, deadline),
  ]);
  const steps: CheckStep[] = [...called, address];
  const kept = sql`
    insert into shortcode_checks (id, merchant_id, shortcode_id, kind, steps, checked_by)
    values (${makeId("shortcodeCheck")}, ${merchantId}, ${shortcodeId}, 'connection',
      ${JSON.stringify(steps)}::jsonb, ${userId}) returning id`;
  await runtime.db.execute(
    withAudit(kept, {
      merchantId,
      by: actor,
      action: "shortcode_checked",
      about: { kind: "shortcode", id: shortcodeId },
      after: { environment, status: worstOf(steps.map(verdictOfStep)) },
    }),
  );
  return { ok: true };
}

const NO_CLOCK = judgeClock(null);

/** The token and, by the header of its answer, the clock. */
async function checkCalls(
  runtime: Runtime,
  shortcodeId: string,
  deadline: Deadline,
): Promise<CheckStep[]> {
  let shortcode: Shortcode;
  try {
    shortcode = await loadShortcode(runtime, shortcodeId);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    runtime.log.warn("a shortcode cannot be opened", { shortcodeId, error });
    return [{ step: "token", found: "unreadable" }, NO_CLOCK];
  }
  const seen: { answer: DatedAnswer | null } = { answer: null };
  const noting: typeof fetch = async (...request) => {
    const sentAtMs = Date.now();
    const response = await runtime.fetch(...request);
    const date = response.headers.get("date");
    seen.answer = { sentAtMs, receivedAtMs: Date.now(), date };
    return response;
  };
  const token = await renewedAccessToken({ ...runtime, fetch: noting }, shortcode, deadline);
  const found = token.ok ? "works" : findingOf(token.reason);
  return [{ step: "token", found }, judgeClock(seen.answer)];
}

const findingOf = (reason: TokenRefusal) => (reason === "late" ? "unreachable" : reason);
