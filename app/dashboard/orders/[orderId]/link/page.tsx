import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OrderLink } from "@/components/orders/order-link";
import { isIdOf } from "@/lib/ids";
import { readOrder } from "@/lib/orders/queries";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../../current-merchant";
import { DashboardPage } from "../../../dashboard-page";
import { readOrThrowPlainly } from "../../../read-or-throw-plainly";

type Props = { params: Promise<{ orderId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("newOrder.link");
  return { title: t("title") };
}

/** The payment link of one order: what to send to whoever shall pay it. */
export default async function OrderLinkPage({ params }: Props) {
  const { orderId } = await params;
  const isId = isIdOf("order", orderId);
  const { member, merchant } = await currentMerchant(
    isId ? `/dashboard/orders/${orderId}/link` : "/dashboard/orders",
  );
  const order = isId
    ? await readOrThrowPlainly(() => readOrder(runtime(), merchant, orderId))
    : null;
  if (!order) notFound();
  return (
    <DashboardPage member={member} merchant={merchant} current="orders">
      <OrderLink order={order} merchantName={member.merchantName} />
    </DashboardPage>
  );
}
