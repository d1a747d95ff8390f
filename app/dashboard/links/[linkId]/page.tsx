import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LinkView } from "@/components/links/link-view";
import { isIdOf } from "@/lib/ids";
import { asOrderMaker } from "@/lib/merchants/order-maker";
import { linkUrlOf } from "@/lib/payment-links/link-url";
import { readLink } from "@/lib/payment-links/read-links";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../current-merchant";
import { DashboardPage } from "../../dashboard-page";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";
import { switchLinkAction } from "../actions";

type Props = { params: Promise<{ linkId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links");
  return { title: t("title") };
}

/** One payment link: how it stands, how to hand it on, its posters and its switch. */
export default async function LinkPage({ params }: Props) {
  const { linkId } = await params;
  const isId = isIdOf("paymentLink", linkId);
  const { member, merchant } = await currentMerchant(
    isId ? `/dashboard/links/${linkId}` : "/dashboard/links",
  );
  const link = await readOrThrowPlainly(() => readLink(merchant, linkId));
  if (!link) notFound();
  return (
    <DashboardPage member={member} merchant={merchant} current="links">
      <LinkView
        link={link}
        merchantName={member.merchantName}
        url={linkUrlOf(runtime().env, linkId)}
        switchAction={asOrderMaker(member) && switchLinkAction}
      />
    </DashboardPage>
  );
}
