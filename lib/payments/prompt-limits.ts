import type { Env } from "@/lib/env";
import type { Msisdn } from "@/lib/phone";
import type { BucketLimit } from "@/lib/rate-buckets";
import { keyedHash } from "@/lib/sealing";
import type { Shortcode } from "@/lib/shortcodes/load-shortcode";
import { hashMsisdn } from "./attempt-secrets";

const TEN_MINUTES_SECONDS = 600;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

type Prompt = { attemptId: string; msisdn: Msisdn; address: string | null };

/**
 * The buckets that a prompt must find room in (design.md, section 7): prompts to this phone over the
 * whole instance, and different phones from this address. Without a trusted address only the first.
 */
export function promptLimits(
  env: Pick<Env, "APP_SECRET" | "ENCRYPTION_KEYS">,
  shortcode: Shortcode,
  { attemptId, msisdn, address }: Prompt,
): BucketLimit[] {
  const phone = hashMsisdn(env, msisdn).toString("base64url");
  const kind = shortcode.config.environment;
  const limits = [
    {
      key: `phone:${kind}:${phone}`,
      subject: attemptId,
      burst: { limit: shortcode.promptsPerPhonePer10Min, windowSeconds: TEN_MINUTES_SECONDS },
      total: { limit: shortcode.promptsPerPhonePerDay, windowSeconds: DAY_SECONDS },
    },
  ];
  if (address !== null) {
    const place = keyedHash(env.APP_SECRET, "address", address).toString("base64url");
    const most = { limit: shortcode.phonesPerAddressPerHour, windowSeconds: HOUR_SECONDS };
    limits.push({ key: `address:${kind}:${place}`, subject: phone, burst: most, total: most });
  }
  return limits;
}
