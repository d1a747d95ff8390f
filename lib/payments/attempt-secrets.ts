import type { Env } from "@/lib/env";
import { isMsisdn, type Msisdn } from "@/lib/phone";
import {
  bindingOf,
  keyedHash,
  makeDataKey,
  seal,
  sealWithDataKey,
  unseal,
  unsealWithDataKey,
} from "@/lib/sealing";

type Keys = Pick<Env, "APP_SECRET" | "ENCRYPTION_KEYS">;

/** What a wrapped data key is bound to. */
export const dataKeyBinding = (merchantId: string) => bindingOf("attempts", "data_key", merchantId);
const msisdnBinding = (merchantId: string) => bindingOf("attempts", "msisdn", merchantId);
const rawBinding = (merchantId: string) => bindingOf("evidence", "raw", merchantId);

/** The keyed hash by which a phone is found again: over the whole instance, without its number. */
export function hashMsisdn(env: Keys, msisdn: Msisdn): Buffer {
  return keyedHash(env.APP_SECRET, "msisdn", msisdn);
}

/** The same of a phone's last four digits. */
export function hashLastFour(env: Keys, last4: string): Buffer {
  return keyedHash(env.APP_SECRET, "msisdn-last4", last4);
}

/** What an attempt stores of a phone: a fresh data key, the number under it, and two keyed hashes. */
export function sealMsisdn(env: Keys, merchantId: string, msisdn: Msisdn) {
  const dataKey = makeDataKey();
  return {
    dataKeySealed: seal(env.ENCRYPTION_KEYS, dataKey, dataKeyBinding(merchantId)),
    msisdnSealed: sealWithDataKey(dataKey, msisdn, msisdnBinding(merchantId)),
    msisdnHash: hashMsisdn(env, msisdn),
    msisdnLast4Hash: hashLastFour(env, msisdn.slice(-4)),
  };
}

function openDataKey(env: Keys, merchantId: string, dataKeySealed: Buffer): Buffer {
  return unseal(env.ENCRYPTION_KEYS, dataKeySealed, dataKeyBinding(merchantId));
}

/** The attempt's phone number, or null once its key was destroyed. */
export function openMsisdn(
  env: Keys,
  row: { merchantId: string; dataKeySealed: Buffer | null; msisdnSealed: Buffer | null },
): Msisdn | null {
  if (!row.dataKeySealed || !row.msisdnSealed) return null;
  const dataKey = openDataKey(env, row.merchantId, row.dataKeySealed);
  const text = unsealWithDataKey(dataKey, row.msisdnSealed, msisdnBinding(row.merchantId));
  const msisdn = text.toString();
  return isMsisdn(msisdn) ? msisdn : null;
}

/** Seals raw evidence under the attempt's key; null once that key was destroyed. */
export function sealRaw(
  env: Keys,
  row: { merchantId: string; dataKeySealed: Buffer | null },
  raw: Buffer | string,
): Buffer | null {
  if (!row.dataKeySealed) return null;
  const dataKey = openDataKey(env, row.merchantId, row.dataKeySealed);
  return sealWithDataKey(dataKey, raw, rawBinding(row.merchantId));
}

/** Raw evidence as text, or null where there is none or its key was destroyed. */
export function openRaw(
  env: Keys,
  row: { merchantId: string; dataKeySealed: Buffer | null; rawSealed: Buffer | null },
): string | null {
  if (!row.dataKeySealed || !row.rawSealed) return null;
  const dataKey = openDataKey(env, row.merchantId, row.dataKeySealed);
  return unsealWithDataKey(dataKey, row.rawSealed, rawBinding(row.merchantId)).toString();
}
