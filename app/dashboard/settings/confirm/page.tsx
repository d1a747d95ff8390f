import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmForm } from "@/components/dashboard/settings/confirm-form";
import { readNextPath } from "@/lib/merchants/next-path";
import { currentMerchant } from "../../current-merchant";
import { SettingsPage } from "../settings-page";
import { confirmAction } from "./actions";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.confirm");
  return { title: t("title") };
}

/** Asks once more who it is, before people or keys are changed. */
export default async function ConfirmPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const { member, merchant, person } = await currentMerchant("/dashboard/settings/confirm");
  return (
    <SettingsPage member={member} merchant={merchant} current={null}>
      <ConfirmForm
        action={confirmAction}
        next={readNextPath(next)}
        hasTwoFactor={person.hasTwoFactor}
      />
    </SettingsPage>
  );
}
