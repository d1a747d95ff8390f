"use client";

import type { ReactNode } from "react";
import { IfItThrows } from "./if-it-throws";
import { LiveCheckout } from "./live-checkout";
import type { PayAction } from "./pay-form-state";

type Props = { orderId: string; action: PayAction; children: ReactNode };

/**
 * Around every page of an order. One that could not be drawn, or came in part only, is drawn here from
 * the order's facts, once they can be read. In the frame and not in an error file, which would bring
 * much of the page a second time.
 */
export function OrderGuard({ orderId, action, children }: Props) {
  const fromFacts = <LiveCheckout orderId={orderId} first={null} action={action} share={null} />;
  return <IfItThrows instead={() => fromFacts}>{children}</IfItThrows>;
}
