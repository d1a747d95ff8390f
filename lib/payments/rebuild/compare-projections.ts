import type { Projection } from "./projection";

/** One field that is not what the evidence says. Receipts and Safaricom's ids come masked. */
export type Difference = { orderId: string; field: string; stored: string; rebuilt: string };

const NOTHING = "(nothing)";
const SHOWN_CHARS = 4;
const PRIVATE_FIELD = / (?:receipt|merchantRequestId|checkoutRequestId)$/;

function shown(field: string, value: string | undefined): string {
  if (value === undefined) return NOTHING;
  if (value === "null" || !PRIVATE_FIELD.test(field)) return value;
  return `…${value.replaceAll('"', "").slice(-SHOWN_CHARS)}`;
}

/** Every field in which a stored order and the one rebuilt from its evidence differ. */
export function compareProjections(
  orderId: string,
  stored: Projection,
  rebuilt: Projection,
): Difference[] {
  return [...new Set([...stored.keys(), ...rebuilt.keys()])]
    .filter((field) => stored.get(field) !== rebuilt.get(field))
    .map((field) => ({
      orderId,
      field,
      stored: shown(field, stored.get(field)),
      rebuilt: shown(field, rebuilt.get(field)),
    }));
}
