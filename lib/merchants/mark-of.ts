import { sha256 } from "@/lib/sealing";

/** Enough of a digest that two different pages of one merchant do not share it by chance. */
const MARK_CHARS = 22;

/** A short sign for what a page shows: another one as soon as anything of it is different. */
export function markOf(shown: unknown): string {
  return sha256(JSON.stringify(shown)).toString("base64url").slice(0, MARK_CHARS);
}
