import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DashboardFrame } from "@/components/dashboard/dashboard-frame";
import { ExportView } from "@/components/dashboard/export-view";
import { countOrders } from "@/lib/merchants/count-rows";
import { mayExport } from "@/lib/merchants/may-export";
import { ORDER_COLUMNS, ORDER_STATUSES } from "@/lib/merchants/model";
import { queryOf, readFilter } from "@/lib/merchants/read-filter";
import { runtime } from "@/lib/runtime";
import { signOutAction } from "../../../login/actions";
import { currentBrokenRules } from "../../current-broken-rules";
import { currentMerchant } from "../../current-merchant";
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
  const count = mayExport(member.role)
    ? await readOrThrowPlainly(() => countOrders(runtime(), merchant, filter))
    : null;
  return (
    <DashboardFrame
      member={member}
      brokenRules={await currentBrokenRules(merchant)}
      current="orders"
      signOut={signOutAction}
    >
      <ExportView name="orders" query={query} columns={ORDER_COLUMNS} count={count} />
    </DashboardFrame>
  );
}
