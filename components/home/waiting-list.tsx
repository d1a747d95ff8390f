import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { Waiting } from "@/lib/takings/model";
import { Section } from "../dashboard/section";

/** What somebody has to look at, each with the way to it. */
export function WaitingList({ waiting }: { waiting: Waiting[] }) {
  const t = useTranslations("needs");
  const format = useFormatter();
  return (
    <Section title={t("title")}>
      {waiting.length === 0 ? (
        <p className="text-muted-foreground">{t("empty")}</p>
      ) : (
        <ul className="-my-2 divide-y">
          {waiting.map(({ kind, count }) => (
            <li key={kind}>
              <Link
                href={`/dashboard/needs?case=${kind}`}
                prefetch={false}
                className="hover:text-primary flex min-h-11 items-center gap-3 py-2"
              >
                <span className="bg-warning-surface border-warning-border text-warning min-w-9 shrink-0 rounded-full border px-2 py-0.5 text-center font-semibold tabular-nums">
                  {format.number(count)}
                </span>
                <span className="grow">{t(`cases.${kind}.name`)}</span>
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
