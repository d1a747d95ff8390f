"use client";

import { useRouter } from "next/navigation";
import { UnavailableNotice } from "@/components/checkout/unavailable-notice";

/** In place of a link's page while the database is away; asks the server for the page again. */
export function LinkUnavailable() {
  const router = useRouter();
  return (
    <UnavailableNotice
      retry={() => {
        router.refresh();
      }}
    />
  );
}
