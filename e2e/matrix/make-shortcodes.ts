import type postgres from "postgres";
import type { Subject } from "./world";

const GONE = "sco_01m85e75n1e49rrdg0k649k9r2";
const NEVER = "sco_01m85e75n1e49rrdg0k649k9r3";

/** The shortcode of each merchant's order; one that was there and was deleted, and one that never was. */
export async function makeShortcodes(
  sql: postgres.Sql,
  orders: Record<"own" | "other", { order: string }>,
): Promise<Record<Subject, string>> {
  const shortcodeOf = async (orderId: string) => {
    const [row] = await sql<{ id: string }[]>`
      select shortcode_id as id from orders where id = ${orderId}`;
    if (!row) throw new Error("an order without a shortcode");
    return row.id;
  };
  const own = await shortcodeOf(orders.own.order);
  const [columns] = await sql<{ others: string }[]>`
    select string_agg(quote_ident(column_name), ', ') as others from information_schema.columns
    where table_name = 'shortcodes' and column_name not in ('id', 'is_active')`;
  const { others = "" } = columns ?? {};
  await sql.unsafe(
    `insert into shortcodes (id, is_active, ${others})
      select $1, false, ${others} from shortcodes where id = $2`,
    [GONE, own],
  );
  await sql`delete from shortcodes where id = ${GONE}`;
  return { own, other: await shortcodeOf(orders.other.order), deleted: GONE, none: NEVER };
}
