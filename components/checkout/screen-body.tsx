"use client";

import type { CheckoutView } from "@/lib/payments/model";
import { EndedScreen } from "./ended-screen";
import { FailedScreen } from "./failed-screen";
import { PaidScreen } from "./paid-screen";
import type { PayAction } from "./pay-form-state";
import { PayScreen } from "./pay-screen";
import { CheckingScreen, SendingScreen } from "./checking-screen";
import { ReviewScreen } from "./review-screen";
import type { CheckoutScreen } from "./screen";
import { UnresolvedScreen } from "./unresolved-screen";
import { WaitingScreen } from "./waiting-screen";

export type ScreenProps = {
  view: CheckoutView;
  /** The rest (form, receipt, phone) is older than the status, and being fetched. */
  isStale: boolean;
  /** Whole seconds until another try makes sense; 0 without a wait. */
  waitSecondsLeft: number;
  form: { submissionId: string; action: PayAction };
};

/** What stands below the heading. */
export function ScreenBody({
  screen,
  secondsLeft,
  ...props
}: ScreenProps & { screen: CheckoutScreen; secondsLeft: number | null }) {
  switch (screen) {
    case "pay":
      return <PayScreen {...props} />;
    case "sending":
      return <SendingScreen />;
    case "waiting":
      return <WaitingScreen {...props} secondsLeft={secondsLeft} />;
    case "checking":
      return <CheckingScreen view={props.view} />;
    case "unresolved":
      return <UnresolvedScreen {...props} />;
    case "failed":
      return <FailedScreen {...props} />;
    case "review":
      return <ReviewScreen view={props.view} />;
    case "paid":
      return <PaidScreen {...props} />;
    case "partly_paid":
    case "expired":
    case "cancelled":
      return <EndedScreen screen={screen} view={props.view} />;
    default:
      return screen satisfies never;
  }
}
