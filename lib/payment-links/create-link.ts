import { paymentLinks } from "@/db/schema/payment-links";
import { withAudit } from "@/lib/audit/record-audit";
import { isIdOf, makeId } from "@/lib/ids";
import type { OrderMaker } from "@/lib/merchants/order-maker";
import type { Runtime } from "@/lib/runtime";
import { parseLinkInput } from "./link-input";
import type { LinkField } from "./model";

export type CreateLinkResult = { ok: true; linkId: string } | { ok: false; wrong: LinkField[] };

/**
 * Makes a payment link of the member's merchant from a form, or names the fields that cannot stay.
 * `formId` was minted with the form and becomes the link's id: sent again, it makes no second link.
 */
export async function createLink(
  { db }: Pick<Runtime, "db">,
  maker: OrderMaker,
  form: unknown,
  formId: unknown,
): Promise<CreateLinkResult> {
  const parsed = parseLinkInput(form, new Date());
  if (!parsed.ok) return parsed;
  const linkId = isIdOf("paymentLink", formId) ? formId : makeId("paymentLink");
  const { merchantId } = maker;
  const made = db
    .insert(paymentLinks)
    .values({ id: linkId, merchantId, ...parsed.value })
    .onConflictDoNothing()
    .returning({ id: paymentLinks.id });
  const { amountKes, minKes, maxKes, stock } = parsed.value;
  await db.execute(
    withAudit(made.getSQL(), {
      merchantId,
      by: maker,
      action: "link_made",
      about: { kind: "link", id: linkId },
      after: { amountKes, minKes, maxKes, stock },
    }),
  );
  return { ok: true, linkId };
}
