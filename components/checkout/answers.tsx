import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** What everybody asks at an ending: did money move, what now, and what to tell the shop. */
export function Answers({
  money,
  next,
  reference,
}: {
  money: ReactNode;
  next: ReactNode;
  reference: string;
}) {
  const t = useTranslations("checkout.answers");
  return (
    <dl className="divide-y rounded-xl border [&>div]:space-y-1 [&>div]:px-4 [&>div]:py-3">
      <div>
        <dt className="text-muted-foreground text-sm font-semibold">{t("money")}</dt>
        <dd className="space-y-2">{money}</dd>
      </div>
      <div>
        <dt className="text-muted-foreground text-sm font-semibold">{t("next")}</dt>
        <dd className="space-y-2">{next}</dd>
      </div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <dt className="text-muted-foreground text-sm font-semibold">{t("reference")}</dt>
        <dd className="font-mono text-lg font-semibold break-all">{reference}</dd>
      </div>
    </dl>
  );
}
