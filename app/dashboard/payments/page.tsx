import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PaymentsView } from "@/components/dashboard/payments-view";
import { readPlace } from "@/lib/merchants/keyset";
import { listPayments } from "@/lib/merchants/list-payments";
import { listShortcodes } from "@/lib/merchants/list-shortcodes";
import { PAYMENT_FILTERS } from "@/lib/merchants/model";
import { queryOf, readFilter } from "@/lib/merchants/read-filter";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../current-merchant";
import { DashboardPage } from "../dashboard-page";
import { addressOf, type ListSearch, readListQuery } from "../list-query";
import { readOrThrowPlainly } from "../read-or-throw-plainly";

type Props = { searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard.payments");
  return { title: t("title") };
}

/** The payment attempts of the merchant that search and filters let through, newest first. */
export default async function PaymentsPage({ searchParams }: Props) {
  const search = await searchParams;
  const { typed, filter, problems } = readFilter(search, PAYMENT_FILTERS);
  const query = queryOf(typed);
  const { member, merchant } = await currentMerchant(addressOf("/dashboard/payments", query));
  const place = readPlace("attempt", readListQuery(search));
  const listing =
    filter &&
    (await readOrThrowPlainly(() => listPayments(runtime(), merchant, { place, filter })));
  return (
    <DashboardPage member={member} merchant={merchant} current="payments">
      <PaymentsView
        listing={listing}
        typed={typed}
        query={query}
        problems={problems}
        shortcodes={await readOrThrowPlainly(() => listShortcodes(merchant))}
      />
    </DashboardPage>
  );
}
