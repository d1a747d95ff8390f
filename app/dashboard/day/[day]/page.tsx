import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DayView } from "@/components/dashboard/day-view";
import { readDay } from "@/lib/merchants/read-day";
import { addDays, isNairobiDay } from "@/lib/nairobi-day";
import { currentMerchant } from "../../current-merchant";
import { DashboardPage } from "../../dashboard-page";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";

type Props = { params: Promise<{ day: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("lists.day");
  const { day } = await params;
  return { title: isNairobiDay(day) ? `${t("title")} ${day}` : t("title") };
}

/** One day of the merchant's, to be printed and kept. */
export default async function DayPage({ params }: Props) {
  const { day } = await params;
  const isDay = isNairobiDay(day);
  const { member, merchant } = await currentMerchant(
    isDay ? `/dashboard/day/${day}` : "/dashboard",
  );
  if (!isDay) notFound();
  const sheet = await readOrThrowPlainly(() => readDay(merchant, day));
  return (
    <DashboardPage member={member} merchant={merchant} current="payments">
      <DayView
        sheet={sheet}
        merchantName={member.merchantName}
        before={addDays(day, -1)}
        after={addDays(day, 1)}
      />
    </DashboardPage>
  );
}
