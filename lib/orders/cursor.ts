import { type IdKind, isIdOf } from "@/lib/ids";

/** An opaque place in a list: the id of the last item seen, base64url. */
export function encodeCursor(id: string): string {
  return Buffer.from(id).toString("base64url");
}

/** The id in a cursor of ours; null for anything that `encodeCursor` cannot have made. */
export function decodeCursor(kind: IdKind, cursor: string): string | null {
  const id = Buffer.from(cursor, "base64url").toString("latin1");
  return isIdOf(kind, id) && encodeCursor(id) === cursor ? id : null;
}
