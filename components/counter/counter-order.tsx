"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { checkoutScreen, type CheckoutScreen } from "@/components/checkout/screen";
import { useCountdown } from "@/components/checkout/use-countdown";
import { useOrderStatus } from "@/components/checkout/use-order-status";
import { useScreenChange } from "@/components/checkout/use-screen-change";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { CounterProblem, CounterView } from "@/lib/counter/model";
import { isReceiptPending } from "@/lib/payments/model";
import { CounterNotes } from "./counter-notes";
import { CounterResult } from "./counter-result";
import { SendForm } from "./send-form";
import type { SendAction } from "./send-form-state";
import { useFreshPage } from "./use-fresh-page";

type Props = {
  view: CounterView;
  /** The server's time of rendering, ISO. */
  renderedAt: string;
  submissionId: string;
  problem: CounterProblem | null;
  /** The form was sent before, and this is what it made then; the time of that, else null. */
  repeatedOf: string | null;
  action: SendAction;
};

/** An order at the counter: its big result, kept fresh, and another prompt where one is allowed. */
export function CounterOrder({ view, renderedAt, repeatedOf, ...form }: Props) {
  const t = useTranslations("cashier");
  const heading = useRef<HTMLHeadingElement>(null);
  const polled = useOrderStatus(view.status);
  const isStale = polled.status.version > view.status.version;
  const unknown = { promptedPhone: null, ownAttemptId: null, isAnswerSeen: false };
  const current = { ...view, ...(isStale ? unknown : {}), status: polled.status };
  useFreshPage(isStale || isReceiptPending(view.receipts), polled.status.version);
  const { attempt } = polled.status;
  const endsAt = attempt?.state === "waiting" ? attempt.promptEndsAt : null;
  const secondsLeft = useCountdown(endsAt, renderedAt, polled.clockOffsetMs);
  const screen = checkoutScreen(current, {
    promptEnded: secondsLeft === 0 || current.isAnswerSeen,
  });
  useScreenChange(screen, heading);
  const maySend = !isStale && allowsPrompt(screen, current);
  return (
    <div className="mx-auto max-w-xl space-y-5">
      {repeatedOf !== null && (
        <Alert tone="warning">
          <p>{t("repeated", { time: repeatedOf })}</p>
        </Alert>
      )}
      <CounterResult heading={heading} screen={screen} view={current} secondsLeft={secondsLeft} />
      {polled.hasTrouble && (
        <Alert tone="warning" role="status">
          <p>{t("trouble")}</p>
        </Alert>
      )}
      <CounterNotes screen={screen} view={current} isStale={isStale} />
      {maySend && <SendForm view={current} {...form} />}
      <Button
        asChild
        variant={polled.status.pollAfterMs === null ? "primary" : "outline"}
        size="large"
        className="w-full"
      >
        {/* A plain link: the next sale needs a form of its own. */}
        {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
        <a href="/dashboard/counter">{t("next")}</a>
      </Button>
      {polled.status.pollAfterMs !== null && !maySend && (
        <noscript>
          <meta httpEquiv="refresh" content={`5; url=/dashboard/counter/${view.status.orderId}`} />
          <p className="text-muted-foreground text-sm">{t("noScript")}</p>
        </noscript>
      )}
    </div>
  );
}

/** Never while money may be under way, and never beside an attempt whose result is not known. */
function allowsPrompt(screen: CheckoutScreen, view: CounterView): boolean {
  return (
    (screen === "pay" || screen === "failed") && view.canStart && view.despiteAttemptId === null
  );
}
