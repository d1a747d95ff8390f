"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { KeepTogether } from "@/components/ui/keep-together";
import type { CheckoutView } from "@/lib/payments/model";
import { PaymentSteps } from "./payment-steps";
import { useShortTime } from "./use-short-time";
import { WaitingBar } from "./waiting-bar";

export function SendingScreen() {
  const t = useTranslations("checkout");
  return (
    <PaymentSteps
      steps={[
        {
          key: "sent",
          state: "now",
          words: t("steps.sending"),
          children: (
            <>
              <WaitingBar />
              <p>{t("sending.body")}</p>
            </>
          ),
        },
        { key: "answer", state: "next", words: t("steps.answer") },
        { key: "confirmed", state: "next", words: t("steps.confirmed") },
      ]}
    />
  );
}

/** The result is not known: nobody may be led to pay twice. Says what is done, and for how long. */
export function CheckingScreen({ view }: { view: CheckoutView }) {
  const t = useTranslations("checkout");
  // The status is known a moment before the rest of the attempt.
  const sent = {
    time: useShortTime(view.attemptStartedAt),
    isKnown: String(view.attemptStartedAt !== null),
  };
  const adviceAt = useShortTime(view.unresolvedFromAt);
  const { status, attempt } = view.status;
  const isSeen = view.isAnswerSeen;
  // Only a prompt that M-PESA accepted has an end.
  const isAccepted = attempt?.promptEndsAt != null;
  return (
    <>
      <Alert tone="warning">
        <p className="text-lg font-bold">{t("checking.doNotPay")}</p>
        <p>
          <KeepTogether>{t(isSeen ? "checking.answerSeen" : "checking.body")}</KeepTogether>
        </p>
      </Alert>
      <PaymentSteps
        steps={[
          isAccepted
            ? { key: "sent", state: "done", words: t("steps.sentAt", sent) }
            : { key: "sent", state: "unknown", words: t("steps.sentUnknown", sent) },
          isSeen
            ? { key: "answer", state: "done", words: t("steps.answered") }
            : { key: "answer", state: "unknown", words: t("steps.answerUnknown") },
          {
            key: "confirmed",
            state: "now",
            words: t(isSeen ? "steps.askingAgain" : "steps.asking"),
            children: (
              <>
                <WaitingBar />
                {adviceAt !== "" && <p>{t("checking.howLong", { time: adviceAt })}</p>}
              </>
            ),
          },
        ]}
      />
      <ul className="list-disc space-y-2 ps-5">
        <li>
          <KeepTogether>{t("checking.ifPin")}</KeepTogether>
        </li>
        {!isSeen && (
          <li>
            <KeepTogether>{t("checking.ifNoPrompt")}</KeepTogether>
          </li>
        )}
        {(status === "expired" || status === "cancelled") && <li>{t("checking.orderEnded")}</li>}
      </ul>
      <p className="text-muted-foreground">{t("checking.keepOpen")}</p>
    </>
  );
}
