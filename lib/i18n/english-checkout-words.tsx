import type { ReactNode } from "react";
import checkout from "@/lib/messages/en/checkout.json";
import { MoreWords } from "./more-words";

export default function EnglishCheckoutWords({ children }: { children: ReactNode }) {
  return <MoreWords messages={{ checkout }}>{children}</MoreWords>;
}
