import type { Metadata } from "next";
import { redirect } from "next/navigation";
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
import { type ListSearch, movedListAddress } from "./list-query";
import { readOrThrowPlainly } from "./read-or-throw-plainly";

type Props = { searchParams: Promise<ListSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("home");
  return { title: t("title") };
}

/** What a merchant's money does: today, lately, and what waits for a person. */
export default async function HomePage({ searchParams }: Props) {
  const moved = movedListAddress(await searchParams);
  if (moved !== null) redirect(moved);
  const { member, merchant } = await currentMerchant("/dashboard");
  const home = await readOrThrowPlainly(() => readHome(merchant));
  const { env } = runtime();
  return (
    <DashboardPage member={member} merchant={merchant} current="home">
      <LivePage address="/dashboard/changes" mark={markOf(steadyPartsOf(home))} />
      <HomeView
        home={home}
        canConnect={merchant.permissions.has("manage_shortcodes")}
        hasShop={env.DEMO_SHOP === "on"}
        phoneUrl={demoPhoneUrl(env)}
      />
    </DashboardPage>
  );
}
