import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { KeysView } from "@/components/dashboard/settings/keys-view";
import { listKeys } from "@/lib/merchants/list-keys";
import { currentMerchant } from "../../current-merchant";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";
import { SettingsPage } from "../settings-page";
import { createKeyAction, revokeKeyAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.keys");
  return { title: t("title") };
}

/** The merchant's keys for the API. */
export default async function KeysPage() {
  const { member, merchant } = await currentMerchant("/dashboard/settings/keys");
  const keys = await readOrThrowPlainly(() => listKeys(merchant));
  if (!keys) notFound();
  return (
    <SettingsPage member={member} merchant={merchant} current="keys">
      <KeysView
        keys={keys}
        scopes={["read", "write"]}
        create={createKeyAction}
        revoke={revokeKeyAction}
      />
    </SettingsPage>
  );
}
