import { hashOf, nextCount, seedOf } from "../faults/draw";
import { nairobiTime } from "../nairobi-time";
import type { World } from "../world";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ALPHANUMERICS = `0123456789${LETTERS}`;
const RECEIPT_CHARACTERS = 10;

/**
 * `ws_CO_`, Nairobi's day and time down to the millisecond, the last nine digits of the phone
 * (daraja.md, 2.2). A second push to the same phone in the same millisecond gets the next one.
 */
export function newCheckoutRequestId(world: World, msisdn: string): string {
  for (let at = world.now(); ; at += 1) {
    const { day, month, year, hour, minute, second, millisecond } = nairobiTime(at);
    const stamp = `${day}${month}${year}${hour}${minute}${second}${millisecond}`;
    const id = `ws_CO_${stamp}${msisdn.slice(-9)}`;
    if (!world.transactions.has(id)) return id;
  }
}

/** Four hex groups with digits appended, such as `5dbd-4f93-a478-41cdaf2b9acd86873` (daraja.md, 2.2). */
export function newMerchantRequestId(world: World, reference: string): string {
  return dashedId(world, "merchantRequestId", reference);
}

/** The `requestId` of an error envelope, in the same shape. */
export function newErrorRequestId(world: World): string {
  return dashedId(world, "errorRequestId", "");
}

/** Ten upper-case letters and digits, as `NLJ7RT61SV`; from seed, account reference and count. */
export function newReceipt(world: World, reference: string): string {
  for (;;) {
    const count = nextCount(world.idCounts, "receipt", reference);
    const bytes = hashOf(seedOf(world), "receipt", reference, count);
    const receipt = [...bytes.subarray(0, RECEIPT_CHARACTERS)]
      .map((byte, place) => pick(place === 0 ? LETTERS : ALPHANUMERICS, byte))
      .join("");
    if (!world.receipts.has(receipt)) {
      world.receipts.add(receipt);
      return receipt;
    }
  }
}

function dashedId(world: World, kind: string, reference: string): string {
  const count = nextCount(world.idCounts, kind, reference);
  const hash = hashOf(seedOf(world), kind, reference, count);
  const hex = hash.toString("hex");
  const digits = String(hash.readUInt32BE(28) % 100_000).padStart(5, "0");
  return `${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 24)}${digits}`;
}

function pick(characters: string, byte: number): string {
  return characters.charAt(byte % characters.length);
}
