import { sql } from "drizzle-orm";
import type { Language } from "@/lib/i18n/model";
import type { Runtime } from "@/lib/runtime";
import type { Member } from "./model";

/** Has a member get a mail about each day of their merchant in a language, or none with null. */
export async function setDailyMail(
  { db }: Pick<Runtime, "db">,
  { merchantId, userId }: Pick<Member, "merchantId" | "userId">,
  language: Language | null,
): Promise<void> {
  if (language === null) {
    await db.execute(sql`
      delete from daily_mail_readers where merchant_id = ${merchantId} and user_id = ${userId}`);
    return;
  }
  // From the membership, which may have ended a moment ago.
  await db.execute(sql`
    insert into daily_mail_readers (merchant_id, user_id, language)
    select merchant_id, user_id, ${language} from members
    where merchant_id = ${merchantId} and user_id = ${userId}
    on conflict (merchant_id, user_id) do update set language = excluded.language`);
}
