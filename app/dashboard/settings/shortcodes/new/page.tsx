import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NewShortcodeForm } from "@/components/shortcodes/new-shortcode-form";
import { Card } from "@/components/ui/card";
import { clientMessages } from "@/lib/i18n/client-messages";
import { MoreWords } from "@/lib/i18n/more-words";
import { authorise } from "@/lib/merchants/authorise";
import { DEMO_PASS_KEY, DEMO_SHORT_CODE } from "@/lib/merchants/demo-merchant";
import { runtime } from "@/lib/runtime";
import { environmentsOf } from "@/lib/shortcodes/parse-form";
import { currentActor } from "../../../current-member";
import { currentMerchant } from "../../../current-merchant";
import { readOrThrowPlainly } from "../../../read-or-throw-plainly";
import { SettingsPage } from "../../settings-page";
import { addShortcodeAction } from "../actions";

const PATH = "/dashboard/settings/shortcodes/new";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shortcodeForm");
  return { title: t("title") };
}

/** The form of a new shortcode. Whoever has to confirm first does it before the form is filled in. */
export default async function NewShortcodePage() {
  const { member, merchant } = await currentMerchant(PATH);
  const actor = await currentActor(PATH);
  const may = await readOrThrowPlainly(() => authorise(runtime(), actor, "manage_shortcodes"));
  if (!may.ok && may.reason === "not_allowed") notFound();
  if (!may.ok) redirect(`/dashboard/settings/confirm?next=${encodeURIComponent(PATH)}`);
  const t = await getTranslations("shortcodeForm");
  return (
    <SettingsPage member={member} merchant={merchant} current="shortcodes">
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
        <p className="text-muted-foreground">{t("intro")}</p>
      </div>
      <Card>
        <MoreWords messages={await clientMessages("shortcodeForm")}>
          <NewShortcodeForm
            action={addShortcodeAction}
            environments={environmentsOf(runtime().env)}
            simulated={{ number: DEMO_SHORT_CODE, passKey: DEMO_PASS_KEY }}
          />
        </MoreWords>
      </Card>
    </SettingsPage>
  );
}
