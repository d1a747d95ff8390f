import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HomeView } from "@/components/home/home-view";
import { demoPhoneUrl } from "@/lib/demo-phone-url";
import { runtime } from "@/lib/runtime";
import { readHome } from "@/lib/takings/read-home";
import { currentMerchant } from "./current-merchant";
import { DashboardPage } from "./dashboard-page";
import { readOrThrowPlainly } from "./read-or-throw-plainly";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("home");
  return { title: t("title") };
}

/** What a merchant's money does: today, lately, and what waits for a person. */
export default async function HomePage() {
  const { member, merchant } = await currentMerchant("/dashboard");
  const home = await readOrThrowPlainly(() => readHome(merchant));
  const { env } = runtime();
  return (
    <DashboardPage member={member} merchant={merchant} current="home">
      <HomeView
        home={home}
        canConnect={merchant.permissions.has("manage_shortcodes")}
        hasShop={env.DEMO_SHOP === "on"}
        phoneUrl={demoPhoneUrl(env)}
      />
    </DashboardPage>
  );
}
