import { z } from "zod";
import { seal, sha256, unseal, type SealingKeys } from "@/lib/sealing";

/** A callback as it arrived under a right token, while the database could not take it. */
export type SpooledCallback = {
  token: string;
  body: Buffer;
  /** By the clock of this host; only the age is made of it, never a time that decides. */
  arrivedAt: Date;
};

const BINDING = "callback_spool.record";

const recordShape = z.strictObject({
  token: z.string().min(1),
  body: z.base64(),
  arrivedAtMs: z.number().int(),
});

/** The file name of a callback: the same callback again is the same file. Tells nothing of either. */
export function spoolFileName({ token, body }: Pick<SpooledCallback, "token" | "body">): string {
  return `${sha256(Buffer.concat([Buffer.from(token), body])).toString("hex")}.callback`;
}

/** What stands on the disk: nothing readable without the instance's keys. */
export function sealCallback(keys: SealingKeys, callback: SpooledCallback): Buffer {
  const { token, body, arrivedAt } = callback;
  const record = { token, body: body.toString("base64"), arrivedAtMs: arrivedAt.getTime() };
  return seal(keys, JSON.stringify(record), BINDING);
}

/** Opens what `sealCallback` made; null if it is damaged or sealed with a key that is gone. */
export function openCallback(keys: SealingKeys, sealed: Buffer): SpooledCallback | null {
  try {
    const text = unseal(keys, sealed, BINDING).toString();
    const { token, body, arrivedAtMs } = recordShape.parse(JSON.parse(text));
    return { token, body: Buffer.from(body, "base64"), arrivedAt: new Date(arrivedAtMs) };
  } catch {
    return null;
  }
}
