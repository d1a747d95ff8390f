import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { Waiting, WaitingKind } from "@/lib/takings/model";
import { Section } from "../dashboard/section";

const LISTS: Record<WaitingKind, string> = {
  review: "/dashboard/payments?status=review",
  needs_review: "/dashboard/orders?flag=needs_review",
  refund_due: "/dashboard/orders?flag=refund_due",
  underpaid: "/dashboard/orders?status=underpaid",
  unresolved: "/dashboard/payments?status=open",
  receipt_pending: "/dashboard/orders?flag=receipt_pending",
};

/** What somebody has to look at, each with the way to it. */
export function WaitingList({ waiting }: { waiting: Waiting[] }) {
  const t = useTranslations("home.waiting");
  const format = useFormatter();
  return (
    <Section title={t("title")}>
      {waiting.length === 0 ? (
        <p className="text-muted-foreground">{t("none")}</p>
      ) : (
        <ul className="-my-2 divide-y">
          {waiting.map(({ kind, count }) => (
            <li key={kind}>
              <Link
                href={LISTS[kind]}
                prefetch={false}
                className="hover:text-primary flex min-h-11 items-center gap-3 py-2"
              >
                <span className="bg-warning-surface border-warning-border text-warning min-w-9 shrink-0 rounded-full border px-2 py-0.5 text-center font-semibold tabular-nums">
                  {format.number(count)}
                </span>
                <span className="grow">{t(kind)}</span>
                <ChevronRight
                  aria-hidden="true"
                  className="text-muted-foreground size-5 shrink-0"
                />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
