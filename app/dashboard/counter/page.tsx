import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SaleForm } from "@/components/counter/sale-form";
import { Card } from "@/components/ui/card";
import { clientMessages } from "@/lib/i18n/client-messages";
import { MoreWords } from "@/lib/i18n/more-words";
import { currentOrderMaker } from "../current-order-maker";
import { DashboardPage } from "../dashboard-page";
import { takePaymentAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cashier");
  return { title: t("title") };
}

/** The counter: an amount, a customer's number, and the request to pay goes out. */
export default async function CounterPage() {
  const { maker, merchant } = await currentOrderMaker("/dashboard/counter");
  const t = await getTranslations("cashier");
  return (
    <DashboardPage member={maker} merchant={merchant} current="counter">
      <div className="mx-auto max-w-xl space-y-5">
        <div className="space-y-1">
          <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
          <p className="text-muted-foreground">{t("intro")}</p>
        </div>
        <Card>
          <MoreWords messages={await clientMessages("cashier")}>
            <SaleForm action={takePaymentAction} submissionId={crypto.randomUUID()} />
          </MoreWords>
        </Card>
      </div>
    </DashboardPage>
  );
}
