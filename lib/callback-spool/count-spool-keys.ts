import { join } from "node:path";
import { keyIdOf } from "@/lib/sealing";
import { listSpool, readSpoolFile, SET_ASIDE } from "./read-spool";

/**
 * How many files of a spool need each key, those set aside among them. They are not sealed anew: a
 * sweep stores and removes them within minutes of the database's return.
 */
export async function countSpoolKeys(folder: string): Promise<Map<string, number>> {
  const byKey = new Map<string, number>();
  for (const place of [folder, join(folder, SET_ASIDE)]) {
    for (const name of await listSpool(place)) {
      const sealed = await readSpoolFile(place, name);
      if (!sealed) continue;
      const keyId = keyIdOf(sealed);
      byKey.set(keyId, (byKey.get(keyId) ?? 0) + 1);
    }
  }
  return byKey;
}
