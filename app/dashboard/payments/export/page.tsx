import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ExportView } from "@/components/dashboard/export-view";
import { countPayments } from "@/lib/merchants/count-rows";
import { PAYMENT_COLUMNS } from "@/lib/merchants/export-columns";
import { PAYMENT_FILTERS } from "@/lib/merchants/model";
import { queryOf, readFilter } from "@/lib/merchants/read-filter";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../current-merchant";
import { DashboardPage } from "../../dashboard-page";
import { addressOf, type ListSearch } from "../../list-query";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";

type Props = { searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lists.export");
  return { title: t("title.payments") };
}

/** What a file of the payments with these filters would hold, before it is made. */
export default async function PaymentsExportPage({ searchParams }: Props) {
  const { typed, filter } = readFilter(await searchParams, PAYMENT_FILTERS);
  const query = queryOf(typed);
  const { member, merchant } = await currentMerchant(
    addressOf("/dashboard/payments/export", query),
  );
  if (filter === null) redirect(addressOf("/dashboard/payments", query));
  const count = merchant.permissions.has("export_payments")
    ? await readOrThrowPlainly(() => countPayments(runtime(), merchant, filter))
    : null;
  return (
    <DashboardPage member={member} merchant={merchant} current="payments">
      <ExportView name="payments" query={query} columns={PAYMENT_COLUMNS} count={count} />
    </DashboardPage>
  );
}
