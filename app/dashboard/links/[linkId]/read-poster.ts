import { getLocale, getTranslations } from "next-intl/server";
import { formatKes } from "@/lib/money";
import { linkUrlOf } from "@/lib/payment-links/link-url";
import { readLink } from "@/lib/payment-links/read-links";
import type { Poster } from "@/lib/posters/model";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../current-merchant";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";

/** The poster of a link of the signed-in member's, in the words of this request; null for any other. */
export async function readPoster(linkId: string): Promise<Poster | null> {
  const { member, merchant } = await currentMerchant("/dashboard/links");
  const link = await readOrThrowPlainly(() => readLink(merchant, linkId));
  if (!link) return null;
  const t = await getTranslations("links.poster");
  const { amount } = link;
  return {
    language: await getLocale(),
    merchantName: member.merchantName,
    heading: t("title"),
    title: link.title,
    amount: amount.kind === "fixed" ? formatKes(amount.amountKes) : t("customerAmount"),
    how: t("how"),
    url: linkUrlOf(runtime().env, linkId),
    steps: t("steps"),
  };
}

/** A poster as a file to keep; the page of the link says so where there is none. */
export function posterResponse(
  file: BodyInit | null,
  { linkId, type, ending }: { linkId: string; type: string; ending: string },
): Response {
  if (file === null) {
    const location = `/dashboard/links/${encodeURIComponent(linkId)}`;
    return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
  }
  return new Response(file, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="malipo-${linkId}.${ending}"`,
      "cache-control": "private, no-store",
    },
  });
}
