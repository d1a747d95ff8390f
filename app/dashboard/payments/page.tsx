import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/components/dashboard/live/live-page";
import { PaymentsView } from "@/components/dashboard/payments-view";
import { FirstSteps } from "@/components/home/first-steps";
import { demoPhoneUrl } from "@/lib/demo-phone-url";
import { clientMessages } from "@/lib/i18n/client-messages";
import { MoreWords } from "@/lib/i18n/more-words";
import { listShortcodes } from "@/lib/merchants/list-shortcodes";
import { markOf } from "@/lib/merchants/mark-of";
import { PAYMENT_FILTERS } from "@/lib/merchants/model";
import { queryOf, readFilter } from "@/lib/merchants/read-filter";
import { runtime } from "@/lib/runtime";
import { readOwnFirstSteps } from "@/lib/takings/read-first-steps";
import { currentMerchant } from "../current-merchant";
import { DashboardPage } from "../dashboard-page";
import { addressOf, changesAddress, type ListSearch } from "../list-query";
import { readOrThrowPlainly } from "../read-or-throw-plainly";
import { readPayments } from "./read-payments";

type Props = { searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard.payments");
  return { title: t("title") };
}

/** The payment attempts of the merchant that search and filters let through, newest first. */
export default async function PaymentsPage({ searchParams }: Props) {
  const search = await searchParams;
  const { typed, problems } = readFilter(search, PAYMENT_FILTERS);
  const query = queryOf(typed);
  const { member, merchant } = await currentMerchant(addressOf("/dashboard/payments", query));
  const listing = await readOrThrowPlainly(() => readPayments(merchant, search));
  const changes = changesAddress("/dashboard/payments", query, search);
  const isNew = listing?.rows.length === 0 && Object.keys(query).length === 0;
  const steps = isNew ? await readOrThrowPlainly(() => readOwnFirstSteps(merchant)) : null;
  const { env } = runtime();
  return (
    <DashboardPage member={member} merchant={merchant} current="payments">
      {listing && <LivePage address={changes} mark={markOf(listing)} />}
      <MoreWords messages={await clientMessages("live")}>
        <PaymentsView
          listing={listing}
          typed={typed}
          query={query}
          problems={problems}
          place={changes}
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
      </MoreWords>
    </DashboardPage>
  );
}
