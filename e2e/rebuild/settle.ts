import type postgres from "postgres";
import type { MerchantApi } from "../support/api";
import { letTimePass } from "./let-time-pass";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** A settled answer counts when it was given twice, at least 5 s apart. */
const BETWEEN_ANSWERS = 6;
/** From one question about an attempt to the next, to the last one after 48 h. */
const WAITS = [30, 2 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR, 25 * HOUR];
const MAX_PASSES = 60;
/** What a pass does whether or not anything is open. */
const HOUSEKEEPING = new Set(["bucketsPruned", "invariantsChecked", "merchantsCounted"]);

/** Sweeps until a pass finds nothing to do. */
async function sweepUntilQuiet(api: MerchantApi, cronSecret: string): Promise<void> {
  for (let pass = 1; pass <= MAX_PASSES; pass += 1) {
    const counts = Object.entries(await api.sweep(cronSecret));
    if (counts.every(([name, count]) => count === 0 || HOUSEKEEPING.has(name))) return;
  }
  throw new Error(`the sweeper still finds something to do after ${MAX_PASSES} passes`);
}

/**
 * Lets two days pass for a database and sweeps all along, through an app whose own sweeper is off:
 * afterwards nothing is left that time or a question to Safaricom could settle.
 */
export async function settle(
  sql: postgres.Sql,
  api: MerchantApi,
  cronSecret: string,
): Promise<void> {
  for (const seconds of WAITS) {
    for (const wait of [seconds, BETWEEN_ANSWERS]) {
      await letTimePass(sql, wait);
      await sweepUntilQuiet(api, cronSecret);
    }
  }
}
