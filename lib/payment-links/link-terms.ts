import { and, eq, sql } from "drizzle-orm";
import { shortcodes } from "@/db/schema/merchants";
import { paymentLinks } from "@/db/schema/payment-links";
import { isIdOf } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import type { LinkAmount } from "./model";

/** What an order of a link is made of; never changes once the link is there. */
export type LinkTerms = {
  linkId: string;
  merchantId: string;
  title: string;
  amount: LinkAmount;
  stock: number | null;
  hasShortcode: boolean;
};

/** The terms of a link, whoever asks; null for an unknown id. */
export async function readLinkTerms(
  { db }: Pick<Runtime, "db">,
  linkId: string,
): Promise<LinkTerms | null> {
  if (!isIdOf("paymentLink", linkId)) return null;
  const [row] = await db
    .select({
      merchantId: paymentLinks.merchantId,
      title: paymentLinks.title,
      amountKes: paymentLinks.amountKes,
      minKes: paymentLinks.minKes,
      maxKes: paymentLinks.maxKes,
      stock: paymentLinks.stock,
      shortcodeId: shortcodes.id,
    })
    .from(paymentLinks)
    .leftJoin(
      shortcodes,
      and(eq(shortcodes.merchantId, paymentLinks.merchantId), sql`${shortcodes.isActive}`),
    )
    .where(eq(paymentLinks.id, linkId));
  if (!row) return null;
  const { amountKes, minKes, maxKes, shortcodeId, ...terms } = row;
  const amount = linkAmount(amountKes, minKes, maxKes);
  return { linkId, ...terms, amount, hasShortcode: shortcodeId !== null };
}

/** An amount as the three columns say it; the table's check allows no other. */
export function linkAmount(
  amountKes: number | null,
  minKes: number | null,
  maxKes: number | null,
): LinkAmount {
  if (amountKes !== null) return { kind: "fixed", amountKes };
  if (minKes === null || maxKes === null) throw new Error("a payment link without an amount");
  return { kind: "customer", minKes, maxKes };
}
