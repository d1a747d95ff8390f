import { json, type Incoming, type Reply } from "../http/exchange";
import { businessShortCodeSchema, shortcodeDetailsSchema } from "../shortcodes/shortcode";
import type { World } from "../world";
import { controlError } from "./control-error";
import { readControlBody } from "./read-control-body";

/** Makes a shortcode known, or replaces what is known of it; it outlives a reset. */
export function putShortcode(world: World, incoming: Incoming, businessShortCode: string): Reply {
  if (!businessShortCodeSchema.safeParse(businessShortCode).success) {
    return controlError(400, "bad_request", "A shortcode has 5 to 7 digits.");
  }
  const body = readControlBody(incoming, shortcodeDetailsSchema);
  if (!body.ok) return body.answer;
  const shortcode = { businessShortCode, ...body.value };
  world.shortcodes.set(businessShortCode, shortcode);
  return json(200, shortcode);
}
