import { sql } from "drizzle-orm";
import type { Runtime } from "@/lib/runtime";
import type { ShortcodeEnvironment } from "./model";

/** The environment of a merchant's shortcode; null if the merchant has no such one. */
export async function readEnvironment(
  { db }: Pick<Runtime, "db">,
  merchantId: string,
  shortcodeId: string,
): Promise<ShortcodeEnvironment | null> {
  const { rows } = await db.execute<{ environment: ShortcodeEnvironment }>(sql`
    select environment from shortcodes where merchant_id = ${merchantId} and id = ${shortcodeId}`);
  return rows[0]?.environment ?? null;
}
