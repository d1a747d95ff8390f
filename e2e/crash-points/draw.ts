import { createHash } from "node:crypto";

/** A number from 0 to 1, the same for the same words. */
export function draw(...words: (string | number)[]): number {
  const digest = createHash("sha256").update(words.join("\n")).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
