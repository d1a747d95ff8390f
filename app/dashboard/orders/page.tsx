import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/components/dashboard/live/live-page";
import { OrdersView } from "@/components/dashboard/orders-view";
import { clientMessages } from "@/lib/i18n/client-messages";
import { MoreWords } from "@/lib/i18n/more-words";
import { asOrderMaker } from "@/lib/merchants/order-maker";
import { listShortcodes } from "@/lib/merchants/list-shortcodes";
import { markOf } from "@/lib/merchants/mark-of";
import { ORDER_STATUSES } from "@/lib/merchants/model";
import { queryOf, readFilter } from "@/lib/merchants/read-filter";
import { currentMerchant } from "../current-merchant";
import { DashboardPage } from "../dashboard-page";
import { addressOf, changesAddress, type ListSearch } from "../list-query";
import { readOrThrowPlainly } from "../read-or-throw-plainly";
import { readOrders } from "./read-orders";

type Props = { searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard.orders");
  return { title: t("title") };
}

/** The orders of the merchant that search and filters let through, those that nobody tried included. */
export default async function OrdersPage({ searchParams }: Props) {
  const search = await searchParams;
  const { typed, problems } = readFilter(search, ORDER_STATUSES);
  const query = queryOf(typed);
  const { member, merchant } = await currentMerchant(addressOf("/dashboard/orders", query));
  const listing = await readOrThrowPlainly(() => readOrders(merchant, search));
  const changes = changesAddress("/dashboard/orders", query, search);
  return (
    <DashboardPage member={member} merchant={merchant} current="orders">
      {listing && <LivePage address={changes} mark={markOf(listing)} />}
      <MoreWords messages={await clientMessages("live")}>
        <OrdersView
          listing={listing}
          typed={typed}
          query={query}
          problems={problems}
          place={changes}
          shortcodes={await readOrThrowPlainly(() => listShortcodes(merchant))}
          canMake={asOrderMaker(member) !== null}
        />
      </MoreWords>
    </DashboardPage>
  );
}
