import Link from "next/link";
import { useTranslations } from "next-intl";
import { RefreshLink } from "@/components/dashboard/refresh-link";
import { Section } from "@/components/dashboard/section";
import { ActionForm } from "@/components/dashboard/settings/action-form";
import type { FormAction } from "@/components/dashboard/settings/form-answer";
import { Button } from "@/components/ui/button";
import { type ShortcodeRow, verdictOfPush } from "@/lib/shortcodes/model";
import { FindingLine } from "./finding-line";
import { useShortcodeWords } from "./use-shortcode-words";

/** The prompt of KES 1: how the last one went, and the form that sends one. */
export function PushSection({
  shortcode: { id, environment, push },
  now,
  phoneUrl,
  submissionId,
  send,
}: {
  shortcode: ShortcodeRow;
  now: string;
  /** The simulated phone's page, where there is one. */
  phoneUrl: string | null;
  submissionId: string;
  send: FormAction;
}) {
  const t = useTranslations("shortcodes.push");
  const words = useShortcodeWords();
  const isOpen = push !== null && verdictOfPush(push.found) === "doubtful";
  return (
    <Section title={t("title")}>
      <p className="text-muted-foreground">{t("intro")}</p>
      {push && (
        <>
          <FindingLine verdict={verdictOfPush(push.found)} title={words.checked(push, now)}>
            {words.ofPush(push.found)}
          </FindingLine>
          <div className="flex flex-wrap gap-2">
            {isOpen && <RefreshLink href={`/dashboard/settings/shortcodes/${id}`} />}
            <Button asChild variant="outline">
              <Link href={`/dashboard/orders/${push.orderId}`} prefetch={false}>
                {t("order")}
              </Link>
            </Button>
            {isOpen && environment === "simulator" && phoneUrl !== null && (
              <Button asChild variant="outline">
                <a href={phoneUrl} target="_blank" rel="noopener">
                  {t("openPhone")}
                </a>
              </Button>
            )}
          </div>
        </>
      )}
      <PushForm id={id} environment={environment} submissionId={submissionId} send={send} />
    </Section>
  );
}

/** Where the shilling is real, somebody has to say so first. */
function PushForm({
  id,
  environment,
  submissionId,
  send,
}: Pick<ShortcodeRow, "id" | "environment"> & { submissionId: string; send: FormAction }) {
  const t = useTranslations("shortcodes.push");
  return (
    <ActionForm
      action={send}
      submit={t("send")}
      pending={t("sending")}
      variant="outline"
      className="max-w-lg"
      fields={[
        {
          name: "phoneNumber",
          label: t("phone"),
          type: "text",
          autoComplete: "tel",
          maxLength: 40,
        },
      ]}
    >
      <input type="hidden" name="shortcodeId" value={id} />
      <input type="hidden" name="submissionId" value={submissionId} />
      {environment !== "simulator" && (
        <label className="flex min-h-11 items-start gap-3">
          <input
            type="checkbox"
            name="agreed"
            value="yes"
            required
            className="mt-0.5 size-5 shrink-0"
          />
          {t(`agree.${environment}`)}
        </label>
      )}
    </ActionForm>
  );
}
