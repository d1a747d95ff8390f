import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SiteFrame } from "@/components/checkout/site-frame";
import { ActionForm } from "@/components/dashboard/settings/action-form";
import { Card } from "@/components/ui/card";
import { readNextPath } from "@/lib/merchants/next-path";
import { finishSignInAction } from "./actions";
import "../../all-pages.css";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.code");
  return { title: t("title") };
}

/** The second half of a sign-in: a code from the person's app, or one from paper. */
export default async function CodePage({ searchParams }: Props) {
  const t = await getTranslations("settings.code");
  const { next } = await searchParams;
  return (
    <SiteFrame>
      <Card className="space-y-5">
        <div className="space-y-1">
          <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
          <p className="text-muted-foreground">{t("intro")}</p>
        </div>
        <ActionForm
          action={finishSignInAction}
          submit={t("submit")}
          pending={t("submitting")}
          fields={[
            {
              name: "code",
              label: t("code"),
              type: "text",
              autoComplete: "one-time-code",
              maxLength: 20,
            },
          ]}
        >
          <input type="hidden" name="next" value={readNextPath(next)} />
        </ActionForm>
      </Card>
    </SiteFrame>
  );
}
