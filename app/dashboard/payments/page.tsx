import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DashboardFrame } from "@/components/dashboard/dashboard-frame";
import { PaymentsView } from "@/components/dashboard/payments-view";
import { readPlace } from "@/lib/merchants/keyset";
import { listPayments } from "@/lib/merchants/list-payments";
import { PAYMENT_FILTERS } from "@/lib/merchants/model";
import { runtime } from "@/lib/runtime";
import { signOutAction } from "../../login/actions";
import { currentBrokenRules } from "../current-broken-rules";
import { currentMerchant } from "../current-merchant";
import { readListQuery, type ListSearch } from "../list-query";
import { readOrThrowPlainly } from "../read-or-throw-plainly";

type Props = { searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard.payments");
  return { title: t("title") };
}

/** Every payment attempt of the merchant, newest first. */
export default async function PaymentsPage({ searchParams }: Props) {
  const { member, merchant } = await currentMerchant("/dashboard/payments");
  const query = readListQuery(await searchParams);
  const filter = PAYMENT_FILTERS.find((known) => known === query.status) ?? null;
  const place = readPlace("attempt", query);
  const listing = await readOrThrowPlainly(() =>
    listPayments(runtime(), merchant, { place, filter }),
  );
  return (
    <DashboardFrame
      member={member}
      brokenRules={await currentBrokenRules(merchant)}
      current="payments"
      signOut={signOutAction}
    >
      <PaymentsView listing={listing} filter={filter} />
    </DashboardFrame>
  );
}
