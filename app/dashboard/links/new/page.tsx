import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewLinkForm } from "@/components/links/new-link-form";
import { Card } from "@/components/ui/card";
import { clientMessages } from "@/lib/i18n/client-messages";
import { MoreWords } from "@/lib/i18n/more-words";
import { makeId } from "@/lib/ids";
import { currentOrderMaker } from "../../current-order-maker";
import { DashboardPage } from "../../dashboard-page";
import { createLinkAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links.form");
  return { title: t("title") };
}

/** The form of a new payment link. */
export default async function NewLinkPage() {
  const { maker, merchant } = await currentOrderMaker("/dashboard/links/new");
  const t = await getTranslations("links.form");
  return (
    <DashboardPage member={maker} merchant={merchant} current="links">
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
        <p className="text-muted-foreground">{t("intro")}</p>
      </div>
      <Card>
        <MoreWords messages={await clientMessages("links")}>
          <NewLinkForm action={createLinkAction} formId={makeId("paymentLink")} />
        </MoreWords>
      </Card>
    </DashboardPage>
  );
}
