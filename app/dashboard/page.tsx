import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/components/dashboard/live/live-page";
import { HomeView } from "@/components/home/home-view";
import { demoPhoneUrl } from "@/lib/demo-phone-url";
import { markOf } from "@/lib/merchants/mark-of";
import { runtime } from "@/lib/runtime";
import { readHome } from "@/lib/takings/read-home";
import { steadyPartsOf } from "@/lib/takings/steady-parts";
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
      <LivePage address="/dashboard/changes" mark={markOf(steadyPartsOf(home))} />
      <HomeView home={home} hasShop={env.DEMO_SHOP === "on"} phoneUrl={demoPhoneUrl(env)} />
    </DashboardPage>
  );
}
