import { useTranslations } from "next-intl";
import { Section } from "@/components/dashboard/section";
import { ActionForm } from "@/components/dashboard/settings/action-form";
import type { FormAction } from "@/components/dashboard/settings/form-answer";
import { type ShortcodeRow, verdictOfStep } from "@/lib/shortcodes/model";
import { FindingLine } from "./finding-line";
import { useShortcodeWords } from "./use-shortcode-words";

/** What the calls that move no money found, step by step, and the button that makes them again. */
export function CheckSection({
  shortcode: { id, connection },
  now,
  url,
  check,
}: {
  shortcode: ShortcodeRow;
  now: string;
  /** Where callbacks come to. */
  url: string;
  check: FormAction;
}) {
  const t = useTranslations("shortcodes");
  const words = useShortcodeWords();
  return (
    <Section title={t("check.title")}>
      <p className="text-muted-foreground">{t("check.intro")}</p>
      {connection && (
        <>
          <ol className="space-y-4">
            {connection.steps.map((step) => (
              <li key={step.step}>
                <FindingLine verdict={verdictOfStep(step)} title={t(`check.step.${step.step}`)}>
                  {words.ofStep(step, url)}
                </FindingLine>
              </li>
            ))}
          </ol>
          <p className="text-muted-foreground text-sm">{words.checked(connection, now)}</p>
        </>
      )}
      <ActionForm action={check} submit={t("check.run")} pending={t("check.running")}>
        <input type="hidden" name="shortcodeId" value={id} />
      </ActionForm>
    </Section>
  );
}
