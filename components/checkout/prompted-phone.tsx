"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

/**
 * Which phone the request went to, as far as this browser may know. While that `isAwaited` nothing is
 * said: whoever has just typed a number is told it, and not that there was one.
 */
export function PromptedPhone({ phone, isAwaited }: { phone: string | null; isAwaited: boolean }) {
  const t = useTranslations("checkout.waiting");
  if (phone === null && isAwaited) return <Skeleton className="h-7 w-56" />;
  return (
    <p className="text-lg">
      {phone === null
        ? t("sentToUnknown")
        : t.rich("sentTo", {
            phone,
            strong: (text) => <strong className="whitespace-nowrap">{text}</strong>,
          })}
    </p>
  );
}
