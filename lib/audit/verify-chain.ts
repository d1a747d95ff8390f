import { sha256 } from "@/lib/sealing";

/** The fields of an entry in the order in which they are hashed, as text; and its hashes as hex. */
export type ChainEntry = {
  seq: number;
  fields: readonly (string | null)[];
  previousHash: string;
  hash: string;
};

export type Head = { seq: number; hash: string };

/** How far a chain was followed. */
export type ChainState = Head;

export const START: ChainState = { seq: 0, hash: "" };

export type Break = { seq: number; how: string };

/** A field as its hash sees it; migration 0016 says the same in another language. */
const framed = (value: string | null): string =>
  value === null ? "-," : `${Buffer.byteLength(value)}:${value},`;

/** The hash of an entry that follows one with `previousHash`, in hex. */
export function hashOf(previousHash: string, fields: readonly (string | null)[]): string {
  const bytes = Buffer.from(fields.map(framed).join(""));
  return sha256(Buffer.concat([Buffer.from(previousHash, "hex"), bytes])).toString("hex");
}

/** Follows a chain by one entry, or says how it breaks there. */
export function follow(
  state: ChainState,
  entry: ChainEntry,
): { ok: true; state: ChainState } | { ok: false; broken: Break } {
  const expected = state.seq + 1;
  if (entry.seq !== expected) {
    const how = `entry ${expected} is missing: entry ${entry.seq} comes next`;
    return { ok: false, broken: { seq: expected, how } };
  }
  if (entry.previousHash !== state.hash) {
    const how = `entry ${entry.seq} does not follow the entry before it`;
    return { ok: false, broken: { seq: entry.seq, how } };
  }
  const hash = hashOf(state.hash, entry.fields);
  if (hash !== entry.hash) {
    const how = `entry ${entry.seq} is not what was written: its hash does not fit it`;
    return { ok: false, broken: { seq: entry.seq, how } };
  }
  return { ok: true, state: { seq: entry.seq, hash } };
}

/** Whether a chain that was followed to its end ends where its head says; null if it does. */
export function findBrokenEnd(state: ChainState, head: Head | null): Break | null {
  const { seq, hash } = head ?? START;
  if (state.seq === seq && state.hash === hash) return null;
  if (state.seq < seq) {
    const how = `entries ${state.seq + 1} to ${seq} are missing at the end`;
    return { seq: state.seq + 1, how };
  }
  if (state.seq > seq) {
    return { seq: seq + 1, how: `entry ${seq + 1} was put after the head, which is entry ${seq}` };
  }
  return { seq, how: `the head names another hash than entry ${seq} has` };
}
