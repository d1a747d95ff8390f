import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/components/dashboard/live/live-page";
import { OrderView } from "@/components/dashboard/order-view";
import { isIdOf } from "@/lib/ids";
import { markOf } from "@/lib/merchants/mark-of";
import { readOrderPage } from "@/lib/merchants/read-order-page";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../current-merchant";
import { DashboardPage } from "../../dashboard-page";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";

type Props = { params: Promise<{ orderId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard.payments");
  return { title: t("order") };
}

/** One order: what is owed, what was tried, what came, and what M-Pesa said. */
export default async function OrderPage({ params }: Props) {
  const { orderId } = await params;
  const path = isIdOf("order", orderId) ? `/dashboard/orders/${orderId}` : "/dashboard";
  const { member, merchant } = await currentMerchant(path);
  const order = await readOrThrowPlainly(() => readOrderPage(runtime(), merchant, orderId));
  if (!order) notFound();
  return (
    <DashboardPage member={member} merchant={merchant} current="orders">
      <LivePage address={`${path}/changes`} mark={markOf(order)} />
      <OrderView order={order} />
    </DashboardPage>
  );
}
