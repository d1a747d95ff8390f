import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FirstSteps } from "@/components/home/first-steps";
import { PaymentsView } from "@/components/dashboard/payments-view";
import { demoPhoneUrl } from "@/lib/demo-phone-url";
import { readPlace } from "@/lib/merchants/keyset";
import { listPayments } from "@/lib/merchants/list-payments";
import { listShortcodes } from "@/lib/merchants/list-shortcodes";
import { PAYMENT_FILTERS } from "@/lib/merchants/model";
import { queryOf, readFilter } from "@/lib/merchants/read-filter";
import { runtime } from "@/lib/runtime";
import { readOwnFirstSteps } from "@/lib/takings/read-first-steps";
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
  const isNew = listing?.rows.length === 0 && Object.keys(query).length === 0;
  const steps = isNew ? await readOrThrowPlainly(() => readOwnFirstSteps(merchant)) : null;
  const { env } = runtime();
  return (
    <DashboardPage member={member} merchant={merchant} current="payments">
      <PaymentsView
        listing={listing}
        typed={typed}
        query={query}
        problems={problems}
        shortcodes={await readOrThrowPlainly(() => listShortcodes(merchant))}
        firstSteps={
          steps &&
          !steps.hasPayment && (
            <FirstSteps
              steps={steps}
              canConnect={merchant.permissions.has("manage_shortcodes")}
              hasShop={env.DEMO_SHOP === "on"}
              phoneUrl={demoPhoneUrl(env)}
            />
          )
        }
      />
    </DashboardPage>
  );
}
