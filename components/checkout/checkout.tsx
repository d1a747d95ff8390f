"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { CheckoutCard, type CheckoutProps } from "./checkout-card";

/** The customer's page of one order: rendered by the server, then kept fresh by polling. */
export function Checkout(props: CheckoutProps) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <CheckoutCard {...props} />
    </QueryClientProvider>
  );
}
