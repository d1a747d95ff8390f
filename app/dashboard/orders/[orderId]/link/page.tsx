import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DashboardFrame } from "@/components/dashboard/dashboard-frame";
import { OrderLink } from "@/components/orders/order-link";
import { isIdOf } from "@/lib/ids";
import { readOrder } from "@/lib/orders/queries";
import { runtime } from "@/lib/runtime";
import { signOutAction } from "../../../../login/actions";
import { currentBrokenRules } from "../../../current-broken-rules";
import { currentMerchant } from "../../../current-merchant";
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
    <DashboardFrame
      member={member}
      brokenRules={await currentBrokenRules(merchant)}
      current="orders"
      signOut={signOutAction}
    >
      <OrderLink order={order} merchantName={member.merchantName} />
    </DashboardFrame>
  );
}
