import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ExportView } from "@/components/dashboard/export-view";
import { countOrders } from "@/lib/merchants/count-rows";
import { ORDER_COLUMNS } from "@/lib/merchants/export-columns";
import { ORDER_STATUSES } from "@/lib/merchants/model";
import { queryOf, readFilter } from "@/lib/merchants/read-filter";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../current-merchant";
import { DashboardPage } from "../../dashboard-page";
import { addressOf, type ListSearch } from "../../list-query";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";

type Props = { searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lists.export");
  return { title: t("title.orders") };
}

/** What a file of the orders with these filters would hold, before it is made. */
export default async function OrdersExportPage({ searchParams }: Props) {
  const { typed, filter } = readFilter(await searchParams, ORDER_STATUSES);
  const query = queryOf(typed);
  const { member, merchant } = await currentMerchant(addressOf("/dashboard/orders/export", query));
  if (filter === null) redirect(addressOf("/dashboard/orders", query));
  const count = merchant.permissions.has("export_payments")
    ? await readOrThrowPlainly(() => countOrders(runtime(), merchant, filter))
    : null;
  return (
    <DashboardPage member={member} merchant={merchant} current="orders">
      <ExportView name="orders" query={query} columns={ORDER_COLUMNS} count={count} />
    </DashboardPage>
  );
}
