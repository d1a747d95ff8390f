import { and, eq } from "drizzle-orm";
import { attempts } from "@/db/schema/payments";
import { isIdOf } from "@/lib/ids";
import type { Msisdn } from "@/lib/phone";
import type { Runtime } from "@/lib/runtime";
import { openMsisdn } from "./attempt-secrets";
import { holdsOrderCookie } from "./order-cookie";

/**
 * The number that an attempt of an order was sent to, for the browser that holds the order's cookie
 * to send to once more without typing it; the number itself stays here. Null for anybody else, for
 * an attempt of another order, and once the number was erased.
 */
export async function readOwnNumber(
  { env, db }: Pick<Runtime, "env" | "db">,
  {
    orderId,
    attemptId,
    cookie,
  }: { orderId: string; attemptId: string; cookie: string | undefined },
): Promise<Msisdn | null> {
  if (!isIdOf("attempt", attemptId) || !holdsOrderCookie(env, orderId, cookie)) return null;
  const [row] = await db
    .select({
      merchantId: attempts.merchantId,
      dataKeySealed: attempts.dataKeySealed,
      msisdnSealed: attempts.msisdnSealed,
    })
    .from(attempts)
    .where(and(eq(attempts.id, attemptId), eq(attempts.orderId, orderId)));
  return row ? openMsisdn(env, row) : null;
}
