import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ShortcodesView } from "@/components/shortcodes/shortcodes-view";
import { runtime } from "@/lib/runtime";
import { readOwnShortcodes } from "@/lib/shortcodes/read-own-shortcodes";
import { currentMerchant } from "../../current-merchant";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";
import { SettingsPage } from "../settings-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shortcodes");
  return { title: t("title") };
}

/** The merchant's paybills and tills. */
export default async function ShortcodesPage() {
  const { member, merchant } = await currentMerchant("/dashboard/settings/shortcodes");
  const list = await readOrThrowPlainly(() => readOwnShortcodes(runtime(), merchant));
  if (!list) notFound();
  return (
    <SettingsPage member={member} merchant={merchant} current="shortcodes">
      <ShortcodesView list={list} url={runtime().env.APP_URL} />
    </SettingsPage>
  );
}
