import { eq } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import type { Runtime } from "@/lib/runtime";

/** Under steady change the last reading is answered as it is. */
const MAX_TRIES = 4;

/**
 * Runs a reading of several statements until the order did not change meanwhile, so that its parts
 * agree with each other: never "open" beside a counted payment.
 */
export async function readAtOneVersion<Value>(
  { db }: Pick<Runtime, "db">,
  orderId: string,
  read: () => Promise<Value>,
): Promise<Value> {
  const readVersion = async () => {
    const [row] = await db
      .select({ version: orders.version })
      .from(orders)
      .where(eq(orders.id, orderId));
    return row?.version ?? null;
  };
  let before = await readVersion();
  for (let tries = 1; ; tries += 1) {
    const value = await read();
    const after = await readVersion();
    if (after === before || tries === MAX_TRIES) return value;
    before = after;
  }
}
