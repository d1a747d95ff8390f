"use client";

import { unstable_rethrow } from "next/navigation";
import { Component, type ReactNode } from "react";
import { UnavailableNotice } from "./unavailable-notice";

type Props = {
  /** Brings how things stand. */
  ask: () => Promise<void>;
  children: ReactNode;
};

/**
 * Stands in for the page when something in it throws, such as a form that could not be sent, until `ask`
 * has succeeded. Next's own boundaries fetch the page through the router, which may leave it for good,
 * and the one that can be placed freely weighs six times as much.
 */
export class IfPageFails extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(thrown: unknown) {
    // A redirect is no failure.
    unstable_rethrow(thrown);
    return { hasFailed: true };
  }

  override render() {
    const { ask, children } = this.props;
    const drawAgain = () => this.setState({ hasFailed: false });
    if (!this.state.hasFailed) return children;
    return <UnavailableNotice retry={() => void ask().then(drawAgain, () => undefined)} />;
  }
}
