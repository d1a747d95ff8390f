import { cache } from "react";
import type { PublicLink } from "@/lib/payment-links/model";
import { readPublicLink } from "@/lib/payment-links/read-public-link";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";
import { readLinkCookie } from "./link-cookie";

/** A page that says so is better than one that does not come. */
const READ_LIMIT_MS = 3_500;

export type LinkPage =
  { kind: "link"; link: PublicLink } | { kind: "unknown" } | { kind: "unavailable" };

/** The link as this browser may see it; read once a request. */
export const readLinkPage = cache(async (linkId: string): Promise<LinkPage> => {
  const orderId = await readLinkCookie();
  try {
    const reading = readPublicLink(runtime(), linkId, { orderId });
    const link = await settleWithin(READ_LIMIT_MS, reading);
    return link ? { kind: "link", link } : { kind: "unknown" };
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime().log.error("the database was away for a payment link", { error });
    return { kind: "unavailable" };
  }
});
