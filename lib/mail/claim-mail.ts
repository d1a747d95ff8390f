import { sql, type SQL } from "drizzle-orm";
import { type Language, readLanguage } from "@/lib/i18n/model";
import { takeLease } from "@/lib/leases";
import type { Runtime } from "@/lib/runtime";
import type { MailOutcome } from "./send-mail";

/** A mail that this process alone may send now. */
export type ClaimedMail = {
  merchantId: string;
  merchantName: string;
  userId: string;
  email: string;
  language: Language;
  /** The day that it is about, Nairobi's. */
  day: string;
  tries: number;
};

/** The day before is told from six o'clock on, in Nairobi. */
const FROM_HOUR = "06:00";
/** What is refused is tried again, each time after a longer while: twice within half an hour, six hours in all. */
const MAX_TRIES = 6;
const AGAIN_AFTER_MINUTES = 10;
/** Due mails are looked for by one process of many, this often. */
const LOOK_EVERY_SECONDS = 60;
const KEPT_DAYS = 60;

type Row = {
  merchant_id: string;
  merchant_name: string;
  user_id: string;
  email: string;
  language: string;
  day: string;
  tries: number;
};

/** What time it is: the database's, unless a test says otherwise. */
const timeOf = (at: Date | null): SQL =>
  at === null ? sql`clock_timestamp()` : sql`${at.toISOString()}::timestamptz`;

/**
 * Claims one mail about yesterday that is to be sent now: one never claimed, or a refused one whose turn
 * it is; null if there is none. One statement, so a mail is claimed by one process, and a crash after
 * it leaves that mail unsent: the day is on the dashboard all the same, and a mail that comes twice makes
 * people doubt the sums in it. Only members have mails.
 */
export async function claimMail(
  { db }: Pick<Runtime, "db">,
  at: Date | null = null,
): Promise<ClaimedMail | null> {
  const now = timeOf(at);
  const { rows } = await db.execute<Row>(sql`
    with clock as materialized (
      select ${now} as now, ${now} at time zone 'Africa/Nairobi' as local
    ), due as (
      select r.merchant_id, r.user_id, clock.local::date - 1 as day
      from daily_mail_readers r cross join clock
      where clock.local::time >= ${FROM_HOUR}::time and not exists (
        select from daily_mails m
        where m.merchant_id = r.merchant_id and m.user_id = r.user_id
          and m.day = clock.local::date - 1
          and (m.again_at is null or m.again_at > clock.now))
      order by r.merchant_id, r.user_id limit 1
    ), claimed as (
      insert into daily_mails as kept (merchant_id, user_id, day, claimed_at)
      select due.merchant_id, due.user_id, due.day, clock.now from due cross join clock
      on conflict (merchant_id, user_id, day) do update
        set state = 'sending', tries = kept.tries + 1, claimed_at = excluded.claimed_at,
          again_at = null
        where kept.again_at <= excluded.claimed_at
      returning merchant_id, user_id, day, tries
    )
    select c.merchant_id, m.name as merchant_name, c.user_id, u.email, r.language,
      c.day::text as day, c.tries
    from claimed c
    join merchants m on m.id = c.merchant_id
    join users u on u.id = c.user_id
    join daily_mail_readers r on r.merchant_id = c.merchant_id and r.user_id = c.user_id`);
  const [row] = rows;
  if (!row) return null;
  return {
    merchantId: row.merchant_id,
    merchantName: row.merchant_name,
    userId: row.user_id,
    email: row.email,
    language: readLanguage(row.language) ?? "en",
    day: row.day,
    tries: row.tries,
  };
}

/** Keeps what became of a claimed mail; a refused one has another turn, a few times. */
export async function settleMail(
  { db }: Pick<Runtime, "db">,
  mail: ClaimedMail,
  outcome: MailOutcome,
  at: Date | null = null,
): Promise<void> {
  const minutes = AGAIN_AFTER_MINUTES * 2 ** (mail.tries - 1);
  const hasTurn = outcome === "refused" && mail.tries < MAX_TRIES;
  const againAt = hasTurn ? sql`${timeOf(at)} + make_interval(mins => ${minutes}::int)` : sql`null`;
  await db.execute(sql`
    update daily_mails set state = ${outcome}, again_at = ${againAt}
    where merchant_id = ${mail.merchantId} and user_id = ${mail.userId} and day = ${mail.day}::date
      and state = 'sending' and tries = ${mail.tries}`);
}

/** Whether it is this process's turn to look for due mails. */
export function takeMailTurn({ db }: Pick<Runtime, "db">): Promise<boolean> {
  return takeLease(db, "daily_mails", LOOK_EVERY_SECONDS);
}

/** Forgets which mails went out long ago. */
export async function forgetMails({ db }: Pick<Runtime, "db">): Promise<void> {
  await db.execute(sql`
    delete from daily_mails where day < (clock_timestamp() at time zone 'Africa/Nairobi')::date
      - ${KEPT_DAYS}::int`);
}
