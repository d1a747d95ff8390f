import { merchants } from "@/db/schema/merchants";
import { recordAudit } from "@/lib/audit/record-audit";
import type { DarajaConfig } from "@/lib/daraja/config";
import { makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { createShortcode } from "@/lib/shortcodes/create-shortcode";
import { createApiKey } from "./api-keys";
import { ensureOwner, isKnownEmail } from "./owner";

export type NewMerchant = {
  name: string;
  /** "#rrggbb", or null for the product's own. */
  colour: string | null;
  /** A picture as `readLogo` answers it, or null for the first letter of the name. */
  logo: string | null;
  owner: { email: string; password: string };
  shortcode: DarajaConfig;
};

export type CreateMerchantResult =
  { ok: true; merchantId: string; apiKey: string } | { ok: false; reason: "email_taken" };

/**
 * Creates a merchant with its owner, its active shortcode and a first API key, whose secret is
 * answered this once. The owner is always a new person: nobody's password changes here. Several
 * writes, none of them money; throws if the database refuses one, and may then leave a merchant
 * that nobody can sign in to.
 */
export async function createMerchant(
  runtime: Runtime,
  merchant: NewMerchant,
): Promise<CreateMerchantResult> {
  if (await isKnownEmail(runtime, merchant.owner.email)) {
    return { ok: false, reason: "email_taken" };
  }
  const merchantId = makeId("merchant");
  const { name, colour, logo } = merchant;
  await runtime.db.insert(merchants).values({ id: merchantId, name, brandColour: colour, logo });
  await createShortcode(runtime, merchantId, merchant.shortcode);
  await ensureOwner(runtime, merchantId, { name, ...merchant.owner });
  await recordAudit(runtime, {
    merchantId,
    by: "operator",
    action: "merchant_made",
    about: { kind: "merchant", id: merchantId },
    after: { name, owner: merchant.owner.email },
  });
  const { secret } = await createApiKey(runtime, merchantId, { name: "first key" });
  return { ok: true, merchantId, apiKey: secret };
}
