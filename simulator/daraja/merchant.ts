import { isStamp } from "../nairobi-time";
import type { JsonObject } from "../http/json";
import type { Shortcode } from "../shortcodes/shortcode";
import type { World } from "../world";
import { darajaError, invalidField } from "./error-envelope";
import { textOf, type Checked } from "./fields";

/**
 * The shortcode a call speaks for: known, and its Password is base64(shortcode + pass key +
 * Timestamp) over the Timestamp sent (daraja.md, 2.2). Zone and age of the stamp are not checked.
 */
export function checkMerchant(world: World, body: JsonObject): Checked<Shortcode> {
  const fail = (field: string) => ({ ok: false as const, answer: invalidField(world, field) });
  const code = textOf(body, "BusinessShortCode");
  const timestamp = textOf(body, "Timestamp");
  const password = textOf(body, "Password");
  if (!/^\d{5,7}$/.test(code)) return fail("BusinessShortCode");
  if (!isStamp(timestamp)) return fail("Timestamp");
  if (password === "") return fail("Password");
  const shortcode = world.shortcodes.get(code);
  if (!shortcode) return { ok: false, answer: darajaError(world, "merchantUnknown") };
  const expected = Buffer.from(`${code}${shortcode.passKey}${timestamp}`).toString("base64");
  if (password !== expected) return { ok: false, answer: darajaError(world, "wrongCredentials") };
  return { ok: true, value: shortcode };
}
