import { eq } from "drizzle-orm";
import { merchants } from "@/db/schema/merchants";
import type { MerchantReads } from "@/lib/merchants/as-merchant";

/** After how many months payers are erased; null if they never are. Throws if the database is away. */
export async function readRetention({ merchantId, read }: MerchantReads): Promise<number | null> {
  const [row] = await read((db) =>
    db
      .select({ months: merchants.retentionMonths })
      .from(merchants)
      .where(eq(merchants.id, merchantId)),
  );
  return row?.months ?? null;
}
