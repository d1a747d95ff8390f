import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuditView } from "@/components/dashboard/audit/audit-view";
import { listAudit } from "@/lib/audit/list-audit";
import { readAuditFilter } from "@/lib/audit/read-audit-filter";
import { currentMerchant } from "../../current-merchant";
import { addressOf, type ListSearch } from "../../list-query";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";
import { SettingsPage } from "../settings-page";

type Props = { searchParams: Promise<ListSearch> };

const PATH = "/dashboard/settings/audit";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

/** Who did what for the merchant. */
export default async function AuditPage({ searchParams }: Props) {
  const { typed, filter, problems, place } = readAuditFilter(await searchParams);
  const query = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
  const { member, merchant } = await currentMerchant(addressOf(PATH, query));
  const listing = await readOrThrowPlainly(() => listAudit(merchant, { filter, place }));
  if (!listing) notFound();
  return (
    <SettingsPage member={member} merchant={merchant} current="audit">
      <AuditView
        path={PATH}
        listing={listing}
        isRight={filter !== null}
        typed={typed}
        query={query}
        problems={problems}
      />
    </SettingsPage>
  );
}
