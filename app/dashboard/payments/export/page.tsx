import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DashboardFrame } from "@/components/dashboard/dashboard-frame";
import { ExportView } from "@/components/dashboard/export-view";
import { countPayments } from "@/lib/merchants/count-rows";
import { mayExport } from "@/lib/merchants/may-export";
import { PAYMENT_COLUMNS, PAYMENT_FILTERS } from "@/lib/merchants/model";
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
  const count = mayExport(member.role)
    ? await readOrThrowPlainly(() => countPayments(runtime(), merchant, filter))
    : null;
  return (
    <DashboardFrame
      member={member}
      brokenRules={await currentBrokenRules(merchant)}
      current="payments"
      signOut={signOutAction}
    >
      <ExportView name="payments" query={query} columns={PAYMENT_COLUMNS} count={count} />
    </DashboardFrame>
  );
}
