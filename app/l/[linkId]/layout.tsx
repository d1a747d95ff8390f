import type { ReactNode } from "react";
import { SiteFrame } from "@/components/checkout/site-frame";

export default function LinkLayout({ children }: { children: ReactNode }) {
  return <SiteFrame>{children}</SiteFrame>;
}
