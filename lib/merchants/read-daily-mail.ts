import { and, eq } from "drizzle-orm";
import { dailyMailReaders } from "@/db/schema/mail";
import type { Language } from "@/lib/i18n/model";
import type { MerchantReads } from "./as-merchant";

/** In which language a member gets the mail about each day; null if they do not. */
export async function readDailyMail(
  { merchantId, read }: MerchantReads,
  userId: string,
): Promise<Language | null> {
  const [reader] = await read((db) =>
    db
      .select({ language: dailyMailReaders.language })
      .from(dailyMailReaders)
      .where(and(eq(dailyMailReaders.merchantId, merchantId), eq(dailyMailReaders.userId, userId))),
  );
  return reader?.language ?? null;
}
