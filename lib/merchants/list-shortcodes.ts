import { asc, eq } from "drizzle-orm";
import { shortcodes } from "@/db/schema/merchants";
import type { MerchantReads } from "./as-merchant";
import type { ShortcodeChoice } from "./model";

/** The shortcodes that a merchant has or had, oldest first. Throws if the database is away. */
export function listShortcodes({ merchantId, read }: MerchantReads): Promise<ShortcodeChoice[]> {
  return read((db) =>
    db
      .select({
        id: shortcodes.id,
        businessShortCode: shortcodes.businessShortCode,
        environment: shortcodes.environment,
      })
      .from(shortcodes)
      .where(eq(shortcodes.merchantId, merchantId))
      .orderBy(asc(shortcodes.createdAt), asc(shortcodes.id)),
  );
}
