import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OrderView } from "@/components/dashboard/order-view";
import { isIdOf } from "@/lib/ids";
import { readOrderPage } from "@/lib/merchants/read-order-page";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../current-merchant";
import { DashboardPage } from "../../dashboard-page";
import { readOrThrowPlainly } from "../../read-or-throw-plainly";
import { showNumberAction } from "./actions";

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
      <OrderView
        order={order}
        showNumber={merchant.permissions.has("see_phones") ? showNumberAction : null}
      />
    </DashboardPage>
  );
}
