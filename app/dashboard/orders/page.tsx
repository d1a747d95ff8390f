import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OrdersView } from "@/components/dashboard/orders-view";
import { asOrderMaker } from "@/lib/merchants/order-maker";
import { readPlace } from "@/lib/merchants/keyset";
import { listOrderRows } from "@/lib/merchants/list-orders";
import { listShortcodes } from "@/lib/merchants/list-shortcodes";
import { ORDER_STATUSES } from "@/lib/merchants/model";
import { queryOf, readFilter } from "@/lib/merchants/read-filter";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../current-merchant";
import { DashboardPage } from "../dashboard-page";
import { addressOf, type ListSearch, readListQuery } from "../list-query";
import { readOrThrowPlainly } from "../read-or-throw-plainly";

type Props = { searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard.orders");
  return { title: t("title") };
}

/** The orders of the merchant that search and filters let through, those that nobody tried included. */
export default async function OrdersPage({ searchParams }: Props) {
  const search = await searchParams;
  const { typed, filter, problems } = readFilter(search, ORDER_STATUSES);
  const query = queryOf(typed);
  const { member, merchant } = await currentMerchant(addressOf("/dashboard/orders", query));
  const place = readPlace("order", readListQuery(search));
  const listing =
    filter &&
    (await readOrThrowPlainly(() => listOrderRows(runtime(), merchant, { place, filter })));
  return (
    <DashboardPage member={member} merchant={merchant} current="orders">
      <OrdersView
        listing={listing}
        typed={typed}
        query={query}
        problems={problems}
        shortcodes={await readOrThrowPlainly(() => listShortcodes(merchant))}
        canMake={asOrderMaker(member) !== null}
      />
    </DashboardPage>
  );
}
