import { randomInt } from "node:crypto";

/** Read out on the phone and typed on paybill menus: no I, L, O, U, 0 or 1. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
/** M-Pesa shows at most 12 characters (daraja.md, 2.9); ten leave 30^10 = 5.9e14 of them. */
const LENGTH = 10;

/** A random account reference, such as `K7QM2WXR94`; unique only once the database agreed. */
export function makeAccountReference(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}
