"use client";

import { useRef } from "react";
import type { CheckoutView } from "@/lib/payments/model";
import { CancelLink } from "./cancel-link";
import { ConnectionNote, useConnectionText } from "./connection-note";
import { NoScriptRefresh } from "./no-script-refresh";
import { OrderSummary } from "./order-summary";
import type { PayAction } from "./pay-form-state";
import { checkoutScreen } from "./screen";
import { ScreenBody } from "./screen-body";
import { useCountdown } from "./use-countdown";
import { useOrderStatus } from "./use-order-status";
import { useRefreshWhileStale } from "./use-refresh-while-stale";
import { useScreenWords } from "./use-screen-words";
import { useScreenChange } from "./use-screen-change";
import { useTabSigns } from "./use-tab-signs";

export type CheckoutProps = {
  view: CheckoutView;
  /** The server's time of rendering, ISO. */
  renderedAt: string;
  /** New for every rendering; see PayForm. */
  submissionId: string;
  action: PayAction;
};

/**
 * The customer's page of one order: rendered by the server, then kept fresh. Picks the screen and keeps
 * what stays the same on all of them: summary, heading, live region.
 */
export function Checkout({ view, renderedAt, submissionId, action }: CheckoutProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const polled = useOrderStatus(view.status);
  const current = { ...view, status: polled.status };
  const isStale = polled.status.version > view.status.version;
  useRefreshWhileStale(isStale, polled.status.version);

  const attempt = polled.status.attempt;
  const endsAt = attempt?.state === "waiting" ? attempt.promptEndsAt : null;
  const secondsLeft = useCountdown(endsAt, renderedAt, polled.clockOffsetMs);
  const screen = checkoutScreen(current, { promptEnded: secondsLeft === 0 });
  const words = useScreenWords(screen, current);
  const hasChanged = useScreenChange(screen, heading);
  useTabSigns(screen, words.title, hasChanged);
  const connectionText = useConnectionText(polled.hasTrouble);

  return (
    <div className="bg-card text-card-foreground rounded-2xl border shadow-xs">
      <OrderSummary view={current} />
      <div className="flex flex-col gap-5 p-5 sm:p-6">
        <h1 ref={heading} tabIndex={-1} className="text-2xl leading-tight font-bold">
          {words.title}
        </h1>
        <div role="status" className="sr-only">
          {connectionText ?? (hasChanged ? words.announcement : "")}
        </div>
        <ConnectionNote text={connectionText} />
        <ScreenBody
          screen={screen}
          view={current}
          isStale={isStale}
          secondsLeft={secondsLeft}
          form={{ submissionId, action }}
        />
        {!isStale && <CancelLink view={current} screen={screen} />}
        {polled.status.pollAfterMs !== null && (
          <NoScriptRefresh screen={screen} orderId={polled.status.orderId} />
        )}
      </div>
    </div>
  );
}
