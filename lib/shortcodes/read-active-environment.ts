import { and, eq } from "drizzle-orm";
import { shortcodes } from "@/db/schema/merchants";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { ShortcodeEnvironment } from "./model";

/** Whose money new orders of a merchant move; null while no shortcode takes orders. */
export async function readActiveEnvironment({
  merchantId,
  read,
}: MerchantReads): Promise<ShortcodeEnvironment | null> {
  const [row] = await read((db) =>
    db
      .select({ environment: shortcodes.environment })
      .from(shortcodes)
      .where(and(eq(shortcodes.merchantId, merchantId), eq(shortcodes.isActive, true))),
  );
  return row?.environment ?? null;
}
