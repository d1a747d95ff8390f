import Link from "next/link";
import { useTranslations } from "next-intl";
import { LocalTime } from "@/components/dashboard/local-time";
import { Section } from "@/components/dashboard/section";
import { ActionForm } from "@/components/dashboard/settings/action-form";
import type { Field, FormAction } from "@/components/dashboard/settings/form-answer";
import { Badge } from "@/components/ui/badge";
import { SECRET_FIELDS, type ShortcodeRow } from "@/lib/shortcodes/model";
import { CheckSection } from "./check-section";
import { EnvironmentBadge } from "./environment-badge";
import { PushSection } from "./push-section";
import { useShortcodeWords } from "./use-shortcode-words";

export type ShortcodeActions = Record<
  "check" | "send" | "takeOrders" | "takeNoOrders" | "replace",
  FormAction
>;

/** One shortcode: whether it takes orders, whether it works, and its credentials to be replaced. */
export function ShortcodeView({
  shortcode,
  actions,
  ...tries
}: {
  shortcode: ShortcodeRow;
  now: string;
  url: string;
  phoneUrl: string | null;
  submissionId: string;
  actions: ShortcodeActions;
}) {
  const t = useTranslations("shortcodes");
  const words = useShortcodeWords();
  const { type, environment, businessShortCode, isActive } = shortcode;
  return (
    <>
      <div className="space-y-2">
        <Link
          href="/dashboard/settings/shortcodes"
          prefetch={false}
          className="text-primary inline-flex min-h-6 items-center underline underline-offset-4"
        >
          {t("back")}
        </Link>
        <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-2xl leading-tight font-bold tabular-nums">
          {words.nameOf(shortcode)}
          <EnvironmentBadge environment={environment} />
          {isActive && <Badge tone="success">{t("takesOrders")}</Badge>}
        </h1>
        <p className="text-muted-foreground">
          {type === "till" && <>{t("store", { number: businessShortCode })} · </>}
          {t(`environmentNote.${environment}`)}
        </p>
      </div>
      <CheckSection shortcode={shortcode} check={actions.check} {...tries} />
      <PushSection shortcode={shortcode} send={actions.send} {...tries} />
      <OrdersSection shortcode={shortcode} actions={actions} />
      <CredentialsSection shortcode={shortcode} replace={actions.replace} />
    </>
  );
}

function OrdersSection({
  shortcode: { id, isActive },
  actions,
}: {
  shortcode: ShortcodeRow;
  actions: ShortcodeActions;
}) {
  const t = useTranslations("shortcodes.orders");
  return (
    <Section title={t("title")}>
      <p>{isActive ? t("active") : t("inactive")}</p>
      {isActive && <p className="text-muted-foreground text-sm">{t("stopNote")}</p>}
      <ActionForm
        key={String(isActive)}
        action={isActive ? actions.takeNoOrders : actions.takeOrders}
        submit={isActive ? t("stop") : t("take")}
        pending={isActive ? t("stopping") : t("taking")}
        variant={isActive ? "danger" : "primary"}
      >
        <input type="hidden" name="shortcodeId" value={id} />
      </ActionForm>
    </Section>
  );
}

function CredentialsSection({
  shortcode: { id, credentialsChangedAt },
  replace,
}: {
  shortcode: ShortcodeRow;
  replace: FormAction;
}) {
  const t = useTranslations("shortcodes.credentials");
  const form = useTranslations("shortcodeForm");
  const fields = SECRET_FIELDS.map((name): Field => ({
    name,
    label: form(name),
    type: "password",
    // Not "off": browsers would offer the reader's own password.
    autoComplete: "new-password",
    maxLength: 512,
  }));
  return (
    <Section title={t("title")}>
      <p className="text-muted-foreground">
        {t.rich("intro", { time: () => <LocalTime at={credentialsChangedAt} /> })}
      </p>
      <ActionForm
        action={replace}
        submit={t("replace")}
        pending={t("replacing")}
        variant="outline"
        className="max-w-lg"
        fields={fields}
      >
        <input type="hidden" name="shortcodeId" value={id} />
      </ActionForm>
    </Section>
  );
}
