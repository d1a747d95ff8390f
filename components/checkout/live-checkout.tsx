"use client";

import { useCallback, useRef, type SyntheticEvent, type ReactNode } from "react";
import { Checkout } from "./checkout-card";
import { fetchRendering } from "./fetch-rendering";
import { IfItThrows } from "./if-it-throws";
import type { PayAction } from "./pay-form-state";
import type { Rendering } from "./rendering";
import { UnavailableNotice } from "./unavailable-notice";
import { useRendering } from "./use-rendering";

type Props = {
  orderId: string;
  /** What the server drew the page from; null if it could not read the order. */
  first: Rendering | null;
  action: PayAction;
  /** How somebody else may pay what `first` asks for. */
  share: ReactNode;
};

/**
 * The customer's page of one order, kept alive: drawn by the server, or once the server can be reached.
 * Later renderings come as facts, and nothing that fails on the way takes away the page that is there.
 */
export function LiveCheckout({ orderId, first, action, share }: Props) {
  const [rendering, take] = useRendering(first);
  const submitted = useRef<string | null>(null);
  const ask = useCallback(
    async (signal: AbortSignal) => {
      take(await fetchRendering(orderId, submitted.current, signal));
    },
    [orderId, take],
  );
  if (rendering === null) return <UnavailableNotice ask={ask} />;
  const isSameDue = rendering.view.dueKes === first?.view.dueKes;
  return (
    <div
      className="space-y-5"
      onSubmit={(event) => {
        submitted.current = submissionOf(event) ?? submitted.current;
      }}
    >
      <IfItThrows
        instead={(drawAgain) => (
          // Such as a form that could not be sent: how things stand has to be known first.
          <UnavailableNotice ask={(signal) => ask(signal).then(drawAgain)} />
        )}
      >
        <Checkout
          rendering={rendering}
          ask={ask}
          action={action}
          share={isSameDue ? share : null}
        />
      </IfItThrows>
    </div>
  );
}

function submissionOf({ target }: SyntheticEvent): string | null {
  if (!(target instanceof HTMLFormElement)) return null;
  const submissionId = new FormData(target).get("submissionId");
  return typeof submissionId === "string" ? submissionId : null;
}
