import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from "node:crypto";
import type { Env } from "./env";

/**
 * Secrets at rest: AES-256-GCM. Layout: 1 byte version, 1 byte key-id length, key id, 12 bytes
 * nonce, ciphertext, 16 bytes tag. The key id and `binding` (table.column:merchant) are
 * authenticated, so a sealed value opens only in the place it was made for.
 */

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_ID = "data";

export type SealingKeys = Env["ENCRYPTION_KEYS"];

function sealWith(keyId: string, key: Buffer, plain: Buffer, binding: string): Buffer {
  const header = Buffer.concat([Buffer.from([VERSION, keyId.length]), Buffer.from(keyId)]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(binding)]));
  return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The id of the key that a sealed value says it needs. */
export function keyIdOf(sealed: Buffer): string {
  return sealed.subarray(2, 2 + (sealed[1] ?? 0)).toString("latin1");
}

function openWith(
  findKey: (id: string) => Buffer | undefined,
  sealed: Buffer,
  binding: string,
): Buffer {
  const keyId = keyIdOf(sealed);
  const header = sealed.subarray(0, 2 + keyId.length);
  const key = findKey(keyId);
  if (sealed[0] !== VERSION || !key) throw new Error(`sealed value needs unknown key "${keyId}"`);
  const nonce = sealed.subarray(header.length, header.length + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([header, Buffer.from(binding)]));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const body = sealed.subarray(header.length + NONCE_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

/** `table.column:merchant`: what a sealed value is bound to. */
export function bindingOf(table: string, column: string, merchantId: string): string {
  return `${table}.${column}:${merchantId}`;
}

/** Seals under the newest of the instance's keys. */
export function seal(keys: SealingKeys, plain: Buffer | string, binding: string): Buffer {
  const key = keys.byId.get(keys.activeId);
  if (!key) throw new Error("no active encryption key");
  return sealWith(keys.activeId, key, Buffer.from(plain), binding);
}

/** Opens what `seal` made with the same binding. Throws if it was altered or its key is gone. */
export function unseal(keys: SealingKeys, sealed: Buffer, binding: string): Buffer {
  return openWith((id) => keys.byId.get(id), sealed, binding);
}

/** A key of one attempt: erasing a person destroys it and with it everything sealed under it. */
export function makeDataKey(): Buffer {
  return randomBytes(32);
}

export function sealWithDataKey(dataKey: Buffer, plain: Buffer | string, binding: string): Buffer {
  return sealWith(DATA_KEY_ID, dataKey, Buffer.from(plain), binding);
}

/** Opens what `sealWithDataKey` made with the same key and binding. Throws otherwise. */
export function unsealWithDataKey(dataKey: Buffer, sealed: Buffer, binding: string): Buffer {
  return openWith((id) => (id === DATA_KEY_ID ? dataKey : undefined), sealed, binding);
}

/** A key for one purpose, derived from the instance's secret. */
export function deriveKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), `malipo:${purpose}`, 32));
}

/** A keyed hash for look-ups (phone, address): useless without the instance's secret. */
export function keyedHash(secret: Buffer, purpose: string, value: string): Buffer {
  return createHmac("sha256", deriveKey(secret, purpose)).update(value).digest();
}

export function sha256(value: Buffer | string): Buffer {
  return createHash("sha256").update(value).digest();
}
