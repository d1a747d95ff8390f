import type { ReactNode } from "react";
import checkout from "@/lib/messages/sw/checkout.json";
import { MoreWords } from "./more-words";

export default function SwahiliCheckoutWords({ children }: { children: ReactNode }) {
  return <MoreWords messages={{ checkout }}>{children}</MoreWords>;
}
