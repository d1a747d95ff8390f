import type { ReadAsMerchant, MerchantDb } from "@/db/read-as-merchant";
import { type Permissions, permissionsOfRole } from "./permissions";

/** The rows of one merchant and of no other, to be read, and what of them may be shown. */
export type MerchantReads = {
  merchantId: string;
  /** What the role or the key allows; a reading leaves out or masks the rest. */
  permissions: Permissions;
  /**
   * Runs a reading in a read-only transaction at one snapshot: its statements agree with each other,
   * see no other merchant's rows whatever they ask for, and go one after the other. Throws what the
   * reading throws, and if the database is away.
   */
  read: <Value>(reading: (db: MerchantDb) => Promise<Value>) => Promise<Value>;
};

const LEAST = permissionsOfRole("viewer");

/**
 * The reads of the merchant that a session or an API key was proved to stand for. Made in the few
 * places that prove it (lint), and handed on from there: what reads for a merchant takes this and no
 * other way to the database. Where nothing is said of permissions they are those of a viewer.
 */
export function asMerchant(
  { readAsMerchant }: { readAsMerchant: ReadAsMerchant },
  { merchantId, permissions = LEAST }: { merchantId: string; permissions?: Permissions },
): MerchantReads {
  return { merchantId, permissions, read: (reading) => readAsMerchant(merchantId, reading) };
}
