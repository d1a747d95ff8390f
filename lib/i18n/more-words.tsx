"use client";

import { NextIntlClientProvider, useLocale, useMessages, type Messages } from "next-intl";
import type { ReactNode } from "react";

/** Adds sections of messages to those that are there already. */
export function MoreWords({
  messages,
  children,
}: {
  messages: Partial<Messages>;
  children: ReactNode;
}) {
  const outer = useMessages();
  return (
    <NextIntlClientProvider locale={useLocale()} messages={{ ...outer, ...messages }}>
      {children}
    </NextIntlClientProvider>
  );
}
