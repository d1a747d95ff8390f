"use client";

import { useRouter } from "next/navigation";
import { UnavailableNotice } from "./unavailable-notice";

/** In place of the page while the database is away; asks the server for the page again. */
export function CheckoutUnavailable() {
  const router = useRouter();
  return (
    <UnavailableNotice
      retry={() => {
        router.refresh();
      }}
    />
  );
}
