import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DashboardFrame } from "@/components/dashboard/dashboard-frame";
import { OrdersView } from "@/components/dashboard/orders-view";
import { readPlace } from "@/lib/merchants/keyset";
import { listOrderRows } from "@/lib/merchants/list-orders";
import { signOutAction } from "../../login/actions";
import { currentBrokenRules } from "../current-broken-rules";
import { currentMerchant } from "../current-merchant";
import { readListQuery, type ListSearch } from "../list-query";
import { readOrThrowPlainly } from "../read-or-throw-plainly";

type Props = { searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard.orders");
  return { title: t("title") };
}

/** Every order of the merchant, those that nobody has tried to pay included. */
export default async function OrdersPage({ searchParams }: Props) {
  const { member, merchant } = await currentMerchant("/dashboard/orders");
  const place = readPlace("order", readListQuery(await searchParams));
  const listing = await readOrThrowPlainly(() => listOrderRows(merchant, place));
  return (
    <DashboardFrame
      member={member}
      brokenRules={await currentBrokenRules(merchant)}
      current="orders"
      signOut={signOutAction}
    >
      <OrdersView listing={listing} />
    </DashboardFrame>
  );
}
