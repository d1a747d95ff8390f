import type { ReadAsMerchant, MerchantDb } from "@/db/read-as-merchant";

/** The rows of one merchant and of no other, to be read. */
export type MerchantReads = {
  merchantId: string;
  /**
   * Runs a reading in a read-only transaction at one snapshot: its statements agree with each other,
   * see no other merchant's rows whatever they ask for, and go one after the other. Throws what the
   * reading throws, and if the database is away.
   */
  read: <Value>(reading: (db: MerchantDb) => Promise<Value>) => Promise<Value>;
};

/**
 * The reads of the merchant that a session or an API key was proved to stand for. Made in the few
 * places that prove it (lint), and handed on from there: what reads for a merchant takes this and no
 * other way to the database.
 */
export function asMerchant(
  { readAsMerchant }: { readAsMerchant: ReadAsMerchant },
  { merchantId }: { merchantId: string },
): MerchantReads {
  return { merchantId, read: (reading) => readAsMerchant(merchantId, reading) };
}
