"use client";

import { UnavailableNotice } from "@/components/checkout/unavailable-notice";

/** Something threw here or the form could not be sent; the page that comes back shows how things stand. */
export default function CheckoutError({ retry }: { error: unknown; retry: () => void }) {
  return <UnavailableNotice retry={retry} />;
}
