import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";

import { NO_SUCH_LINK } from "@/app/not-found-addresses";
import { LinkCard } from "@/components/links/link-card";
import { LinkUnavailable } from "@/components/links/link-unavailable";
import { LINK_PROBLEMS } from "@/lib/payment-links/model";
import { orderByLinkAction } from "./actions";
import { readLinkPage } from "./read-link-page";

type Props = {
  params: Promise<{ linkId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const linkQuery = z.object({
  problem: z.enum(LINK_PROBLEMS).nullable().catch(null),
  amount: z.string().max(20).catch(""),
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { linkId } = await params;
  const t = await getTranslations("paymentLink");
  const page = await readLinkPage(linkId);
  return { title: page.kind === "link" ? page.link.title : t("metaTitle") };
}

/** What a payment link asks for, and the way on to its order; or why there is none. */
export default async function LinkPage({ params, searchParams }: Props) {
  const { linkId } = await params;
  const page = await readLinkPage(linkId);
  if (page.kind === "unknown") redirect(NO_SUCH_LINK);
  if (page.kind === "unavailable") return <LinkUnavailable />;
  const { problem, amount } = linkQuery.parse(await searchParams);
  return (
    <LinkCard
      link={page.link}
      problem={problem}
      amount={amount}
      submissionId={crypto.randomUUID()}
      action={orderByLinkAction}
    />
  );
}
