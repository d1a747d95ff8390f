import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NeedsView } from "@/components/dashboard/needs/needs-view";
import { CASE_KINDS } from "@/lib/cases/model";
import { listWaiting, readWaitingPlace } from "@/lib/cases/list-waiting";
import { currentMerchant } from "../current-merchant";
import { DashboardPage } from "../dashboard-page";
import { addressOf } from "../list-query";
import { readOrThrowPlainly } from "../read-or-throw-plainly";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("needs");
  return { title: t("title") };
}

const single = (value: string | string[] | undefined) =>
  typeof value === "string" ? value : undefined;

/** What waits for a person, longest first; of one kind, if the address names one. */
export default async function NeedsPage({ searchParams }: Props) {
  const search = await searchParams;
  const kind = CASE_KINDS.find((known) => known === search["case"]) ?? null;
  const path = addressOf("/dashboard/needs", kind === null ? {} : { case: kind });
  const { member, merchant } = await currentMerchant(path);
  const place = readWaitingPlace(single(search["from"]));
  const { rows, next } = await readOrThrowPlainly(() => listWaiting(merchant, { place, kind }));
  return (
    <DashboardPage member={member} merchant={merchant} current="needs">
      <NeedsView rows={rows} next={next} kind={kind} isFirst={place === null} now={new Date()} />
    </DashboardPage>
  );
}
