import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { clientMessages } from "@/lib/i18n/client-messages";
import "../all-pages.css";

/** The words that every page of the dashboard needs in the browser; authorises nothing. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider messages={await clientMessages("dashboardProblems", "palette")}>
      {children}
    </NextIntlClientProvider>
  );
}
