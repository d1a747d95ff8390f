import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PrivacyView } from "@/components/dashboard/privacy/privacy-view";
import { readRetention } from "@/lib/privacy/read-retention";
import { currentMerchant } from "../../current-merchant";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";
import { SettingsPage } from "../settings-page";
import { eraseCustomerAction, lookUpCustomerAction, setRetentionAction } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const count = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)
  .nullable()
  .catch(null);
const done = z.object({ erased: count, left: count });

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy");
  return { title: t("title") };
}

/** What the merchant holds of one customer, how to hand it out or destroy it, and how long it is kept. */
export default async function PrivacyPage({ searchParams }: Props) {
  const { erased, left } = done.parse(await searchParams);
  const { member, merchant } = await currentMerchant("/dashboard/settings/privacy");
  if (!merchant.permissions.has("erase_customers")) notFound();
  const months = await readOrThrowPlainly(() => readRetention(merchant));
  return (
    <SettingsPage member={member} merchant={merchant} current="privacy">
      <PrivacyView
        months={months}
        done={erased === null ? null : { erased, left: left ?? 0 }}
        actions={{
          lookUp: lookUpCustomerAction,
          erase: eraseCustomerAction,
          setRetention: setRetentionAction,
        }}
      />
    </SettingsPage>
  );
}
