import { randomBytes } from "node:crypto";
import { sha256 } from "@/lib/sealing";

const TOKEN_BYTES = 32;

/** A secret to stand in a link, and its digest, which is all that is kept. */
export function makeLinkToken(): { token: string; digest: Buffer } {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, digest: sha256(token) };
}

/** The digest of what stood in a link; null for what never was one of ours. */
export function digestOfToken(token: unknown): Buffer | null {
  return typeof token === "string" && /^[\w-]{43}$/.test(token) ? sha256(token) : null;
}
