"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { KeepTogether } from "@/components/ui/keep-together";
import { Answers } from "./answers";
import { failureKind } from "./failure-kind";
import { RetryForm } from "./retry-form";
import type { ScreenProps } from "./screen-body";

/** Whether money moved, what to do, what to quote; and the way to try again. */
export function FailedScreen(props: ScreenProps) {
  const t = useTranslations("checkout.failed");
  const { view } = props;
  const reason = view.status.attempt?.reason ?? null;
  return (
    <>
      <Answers
        money={
          <>
            <p className="text-lg font-semibold">
              <KeepTogether>{t(`money.${failureKind(reason).money}`)}</KeepTogether>
            </p>
            <p className="text-muted-foreground text-sm">
              <KeepTogether>{t("smsWins")}</KeepTogether>
            </p>
          </>
        }
        next={
          <p>
            <KeepTogether>
              {reason === null ? t("unknown.next") : t(`reasons.${reason}.next`)}
            </KeepTogether>
          </p>
        }
        reference={view.accountReference}
      />
      {view.despiteAttemptId !== null && !props.isStale && (
        <Alert tone="warning">
          <p>
            <KeepTogether>{t("earlierOpen")}</KeepTogether>
          </p>
        </Alert>
      )}
      <RetryForm {...props} reason={reason} />
    </>
  );
}
