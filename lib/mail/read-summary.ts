import { asMerchant } from "@/lib/merchants/as-merchant";
import { readDay } from "@/lib/merchants/read-day";
import type { Runtime } from "@/lib/runtime";
import { readWaiting } from "@/lib/takings/read-waiting";
import type { ClaimedMail } from "./claim-mail";
import type { Summary } from "./write-summary";

/**
 * What the mail about a day says, from the readings of the day sheet and the home page. The membership
 * was proved by the claim, which is what lets this read for the merchant.
 */
export async function readSummary(
  runtime: Pick<Runtime, "readAsMerchant">,
  { merchantId, merchantName, day }: ClaimedMail,
): Promise<Summary> {
  const merchant = asMerchant(runtime, { merchantId });
  return {
    merchantName,
    sheet: await readDay(merchant, day),
    waiting: await merchant.read((db) => readWaiting(db, merchantId)),
  };
}
