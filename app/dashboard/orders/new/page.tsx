import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewOrderForm } from "@/components/orders/new-order-form";
import { Card } from "@/components/ui/card";
import { clientMessages } from "@/lib/i18n/client-messages";
import { MoreWords } from "@/lib/i18n/more-words";
import { currentOrderMaker } from "../../current-order-maker";
import { DashboardPage } from "../../dashboard-page";
import { createOrderAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("newOrder");
  return { title: t("title") };
}

/** The form of a new order. */
export default async function NewOrderPage() {
  const { maker, merchant } = await currentOrderMaker("/dashboard/orders/new");
  const t = await getTranslations("newOrder");
  return (
    <DashboardPage member={maker} merchant={merchant} current="orders">
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
        <p className="text-muted-foreground">{t("intro")}</p>
      </div>
      <Card>
        <MoreWords messages={await clientMessages("newOrder")}>
          <NewOrderForm action={createOrderAction} submissionId={crypto.randomUUID()} />
        </MoreWords>
      </Card>
    </DashboardPage>
  );
}
