"use client";

import { unstable_rethrow } from "next/navigation";
import { Component, type ReactNode } from "react";

type Props = {
  /** Stands in for the children once they threw; calling `drawAgain` brings them back. */
  instead: (drawAgain: () => void) => ReactNode;
  children: ReactNode;
};

/**
 * Keeps what throws from taking the page along. Next's own boundaries fetch the page through the router,
 * which may leave it for good, and the one that can be placed freely weighs six times as much.
 */
export class IfItThrows extends Component<Props, { hasThrown: boolean }> {
  override state = { hasThrown: false };

  static getDerivedStateFromError(thrown: unknown) {
    // A redirect is no failure.
    unstable_rethrow(thrown);
    return { hasThrown: true };
  }

  override render() {
    const { instead, children } = this.props;
    if (!this.state.hasThrown) return children;
    return instead(() => this.setState({ hasThrown: false }));
  }
}
