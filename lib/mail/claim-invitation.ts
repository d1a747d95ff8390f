import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { takeHits } from "@/lib/rate-buckets";
import type { Runtime } from "@/lib/runtime";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** Far more than a business hires; where sign-up is open anybody can make a merchant. */
const OF_MERCHANT = { anHour: 10, aDay: 30 };
const OF_INSTANCE = { anHour: 60, aDay: 200 };

/** Whether one more invitation may go out by mail: counted, for the merchant and the whole instance. */
export async function claimInvitationMail(
  { db }: Pick<Runtime, "db">,
  merchantId: string,
): Promise<boolean> {
  const subject = randomUUID();
  const limit = (key: string, { anHour, aDay }: typeof OF_MERCHANT) => ({
    key: `invitation-mail:${key}`,
    subject,
    burst: { limit: anHour, windowSeconds: HOUR_SECONDS },
    total: { limit: aDay, windowSeconds: DAY_SECONDS },
  });
  const limits = [limit(merchantId, OF_MERCHANT), limit("all", OF_INSTANCE)];
  const counted = await db.execute(sql`
    with asked as (select 1), hits as (${takeHits(limits, sql`asked`)})
    select key from hits`);
  return counted.rowCount === limits.length;
}
