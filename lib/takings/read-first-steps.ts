import { sql } from "drizzle-orm";
import type { MerchantDb } from "@/db/read-as-merchant";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { FirstSteps } from "./model";

const NOTHING_YET: FirstSteps = {
  environment: null,
  shortcodeId: null,
  isChecked: false,
  hasOrder: false,
  hasPayment: false,
};

/** How far a new merchant has come on the way to the first payment, by what is in the database. */
export async function readFirstSteps(db: MerchantDb, merchantId: string): Promise<FirstSteps> {
  const { rows } = await db.execute<FirstSteps>(sql`
    with active as (
      select id, environment, credentials_changed_at from shortcodes
      where merchant_id = ${merchantId} and is_active limit 1
    )
    select (select environment from active) as environment,
      (select id from active) as "shortcodeId",
      exists (select from shortcode_checks c join active on c.shortcode_id = active.id
        where c.merchant_id = ${merchantId} and c.created_at >= active.credentials_changed_at
      ) as "isChecked",
      exists (select from payment_links where merchant_id = ${merchantId})
        or exists (select from orders o where o.merchant_id = ${merchantId} and not exists (
          select from shortcode_checks c where c.merchant_id = o.merchant_id and c.order_id = o.id
        )) as "hasOrder",
      exists (select from payments p where p.merchant_id = ${merchantId} and not exists (
        select from shortcode_checks c where c.merchant_id = p.merchant_id and c.order_id = p.order_id
      )) as "hasPayment"`);
  return rows[0] ?? NOTHING_YET;
}

/** The same, where nothing else is read. Throws if the database is away. */
export function readOwnFirstSteps({ merchantId, read }: MerchantReads): Promise<FirstSteps> {
  return read((db) => readFirstSteps(db, merchantId));
}
