"use client";

import { useRef, type ReactNode } from "react";
import { KeepTogether } from "@/components/ui/keep-together";
import { isReceiptPending } from "@/lib/payments/model";
import { CancelLink } from "./cancel-link";
import { ConnectionNote, useConnectionText } from "./connection-note";
import { NoScriptRefresh } from "./no-script-refresh";
import { OrderSummary } from "./order-summary";
import type { PayAction } from "./pay-form-state";
import type { Rendering } from "./rendering";
import { checkoutScreen } from "./screen";
import { ScreenBody } from "./screen-body";
import { useCountdown } from "./use-countdown";
import { useLaterRendering } from "./use-later-rendering";
import { useOrderStatus } from "./use-order-status";
import { useScreenChange } from "./use-screen-change";
import { useScreenWords } from "./use-screen-words";
import { useTabSigns } from "./use-tab-signs";
import { useWait } from "./use-wait";
import { withStatus } from "./with-status";

type CheckoutProps = {
  rendering: Rendering;
  /** Asks for a later rendering. */
  ask: (signal: AbortSignal) => Promise<void>;
  action: PayAction;
  /** How somebody else may pay; shown while nothing is under way. */
  share: ReactNode;
};

/**
 * One order as it stands. Picks the screen and keeps what stays the same on all of them: summary,
 * heading, live region.
 */
export function Checkout({ rendering, ask, action, share }: CheckoutProps) {
  const { view, renderedAt, submissionId } = rendering;
  const heading = useRef<HTMLHeadingElement>(null);
  const polled = useOrderStatus(view.status);
  const { version, attempt, pollAfterMs, orderId } = polled.status;
  const current = withStatus(view, polled.status);
  const isStale = version > view.status.version;
  const isNumberAwaited = isReceiptPending(view.receipts);
  const need = isStale ? "change" : isNumberAwaited ? "receipt" : null;
  const isUnanswered = useLaterRendering(need, version, ask);

  const endsAt = attempt?.state === "waiting" ? attempt.promptEndsAt : null;
  const secondsLeft = useCountdown(endsAt, renderedAt, polled.clockOffsetMs);
  const screen = checkoutScreen(current, {
    promptEnded: secondsLeft === 0 || current.isAnswerSeen,
  });
  const waitSecondsLeft = useWait(current.retryWait);
  const words = useScreenWords(screen, current, waitSecondsLeft);
  const hasChanged = useScreenChange(screen, heading);
  useTabSigns(screen, words.title, hasChanged);
  const connectionText = useConnectionText(polled.hasTrouble || isUnanswered);

  return (
    <>
      <div className="bg-card text-card-foreground rounded-2xl border shadow-xs">
        <OrderSummary view={current} />
        <div className="flex flex-col gap-5 p-5 sm:p-6">
          <h1 ref={heading} tabIndex={-1} className="text-2xl leading-tight font-bold">
            <KeepTogether>{words.title}</KeepTogether>
          </h1>
          <div role="status" className="sr-only">
            {connectionText ?? words.waitOver ?? (hasChanged ? words.announcement : "")}
          </div>
          <ConnectionNote text={connectionText} />
          <ScreenBody
            screen={screen}
            view={current}
            isStale={isStale}
            secondsLeft={secondsLeft}
            waitSecondsLeft={waitSecondsLeft}
            form={{ submissionId, action }}
          />
          {!isStale && <CancelLink view={current} screen={screen} />}
          {pollAfterMs !== null && <NoScriptRefresh screen={screen} orderId={orderId} />}
        </div>
      </div>
      {/* Not while money may be under way: nobody else may be led to pay, either. */}
      {!isStale && view.canStart && view.despiteAttemptId === null && share}
    </>
  );
}
