import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinksView } from "@/components/links/links-view";
import { asOrderMaker } from "@/lib/merchants/order-maker";
import { readPlace } from "@/lib/merchants/keyset";
import { listLinks } from "@/lib/payment-links/read-links";
import { currentMerchant } from "../current-merchant";
import { DashboardPage } from "../dashboard-page";
import { readListQuery, type ListSearch } from "../list-query";
import { readOrThrowPlainly } from "../read-or-throw-plainly";

type Props = { searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links");
  return { title: t("title") };
}

/** Every payment link of the merchant. */
export default async function LinksPage({ searchParams }: Props) {
  const { member, merchant } = await currentMerchant("/dashboard/links");
  const place = readPlace("paymentLink", readListQuery(await searchParams));
  const listing = await readOrThrowPlainly(() => listLinks(merchant, place));
  return (
    <DashboardPage member={member} merchant={merchant} current="links">
      <LinksView listing={listing} canMake={asOrderMaker(member) !== null} />
    </DashboardPage>
  );
}
