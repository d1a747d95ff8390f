import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ShortcodeView } from "@/components/shortcodes/shortcode-view";
import { demoPhoneUrl } from "@/lib/demo-phone-url";
import { runtime } from "@/lib/runtime";
import { readOwnShortcodes } from "@/lib/shortcodes/read-own-shortcodes";
import { currentMerchant } from "../../../current-merchant";
import { readOrThrowPlainly } from "../../../read-or-throw-plainly";
import { SettingsPage } from "../../settings-page";
import {
  checkShortcodeAction,
  replaceCredentialsAction,
  sendTestPushAction,
  takeNoOrdersAction,
  takeOrdersAction,
} from "../actions";

type Props = { params: Promise<{ shortcodeId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shortcodes");
  return { title: t("title") };
}

/** One shortcode: its checks, whether it takes orders, its credentials. */
export default async function ShortcodePage({ params }: Props) {
  const { shortcodeId } = await params;
  const path = `/dashboard/settings/shortcodes/${encodeURIComponent(shortcodeId)}`;
  const { member, merchant } = await currentMerchant(path);
  const list = await readOrThrowPlainly(() => readOwnShortcodes(runtime(), merchant));
  const shortcode = list?.rows.find(({ id }) => id === shortcodeId);
  if (!list || !shortcode) notFound();
  const { env } = runtime();
  return (
    <SettingsPage member={member} merchant={merchant} current="shortcodes">
      <ShortcodeView
        shortcode={shortcode}
        now={list.now}
        url={env.APP_URL}
        phoneUrl={demoPhoneUrl(env)}
        submissionId={crypto.randomUUID()}
        actions={{
          check: checkShortcodeAction,
          send: sendTestPushAction,
          takeOrders: takeOrdersAction,
          takeNoOrders: takeNoOrdersAction,
          replace: replaceCredentialsAction,
        }}
      />
    </SettingsPage>
  );
}
