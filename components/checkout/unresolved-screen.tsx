"use client";

import { useTranslations } from "next-intl";
import { KeepTogether } from "@/components/ui/keep-together";
import { formatKes } from "@/lib/money";
import { Answers } from "./answers";
import { Folded } from "./folded";
import { PayForm } from "./pay-form";
import type { ScreenProps } from "./screen-body";
import { useShortTime } from "./use-short-time";

/** Nobody knows yet: what to look at first, and behind an explicit step a second prompt. */
export function UnresolvedScreen({ view, isStale, form }: ScreenProps) {
  const t = useTranslations("checkout.unresolved");
  const time = useShortTime(view.attemptStartedAt);
  // No-break spaces: a number that is torn apart is hard to compare.
  const phone = view.promptedPhone?.replaceAll(" ", "\u00a0") ?? null;
  return (
    <>
      <Answers
        money={
          <>
            <p className="text-lg font-semibold">{t("money")}</p>
            <p>
              <KeepTogether>
                {phone === null ? t("bodyUnknownPhone", { time }) : t("body", { time, phone })}
              </KeepTogether>
            </p>
          </>
        }
        next={
          <ul className="list-disc space-y-2 ps-5">
            <li>
              <KeepTogether>{t("gotSms")}</KeepTogether>
            </li>
            <li>
              <KeepTogether>{t("noSms")}</KeepTogether>
            </li>
          </ul>
        }
        reference={view.accountReference}
      />
      {view.canStart && !isStale && (
        <Folded summary={t("again")}>
          <p>
            {phone === null
              ? t("againBodyUnknownPhone", { time })
              : t("againBody", { time, phone })}
          </p>
          <PayForm
            orderId={view.status.orderId}
            dueKes={view.dueKes}
            despiteAttemptId={view.despiteAttemptId}
            submitLabel={t("againSubmit", { amount: formatKes(view.dueKes) })}
            {...form}
          />
        </Folded>
      )}
    </>
  );
}
