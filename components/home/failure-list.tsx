import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { Failures } from "@/lib/takings/model";
import { Section } from "../dashboard/section";

/** Why attempts failed lately, and what to do about it. */
export function FailureList({ failures }: { failures: Failures[] }) {
  const t = useTranslations("home.failures");
  const reasons = useTranslations("dashboard.reasons");
  const format = useFormatter();
  const total = failures.reduce((sum, { attempts }) => sum + attempts, 0);
  return (
    <Section title={t("title")}>
      {total === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <>
          <p className="text-muted-foreground text-sm">{t("days")}</p>
          <ul className="space-y-4">
            {failures.map(({ reason, attempts }) => (
              <li key={reason} className="space-y-1">
                <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                  <strong className="first-letter:uppercase">{reasons(reason)}</strong>
                  <span className="text-muted-foreground text-sm tabular-nums">
                    {t("share", { attempts })} ·{" "}
                    {format.number(attempts / total, { style: "percent" })}
                  </span>
                </p>
                <svg aria-hidden="true" width="100%" height="8" className="block">
                  <rect width="100%" height="8" rx="4" className="fill-muted" />
                  <rect
                    width={`${(100 * attempts) / total}%`}
                    height="8"
                    rx="4"
                    className="fill-danger"
                  />
                </svg>
                <p className="text-sm">{t(`advice.${reason}`)}</p>
              </li>
            ))}
          </ul>
          <Link
            href="/dashboard/payments?status=failed"
            prefetch={false}
            className="text-primary inline-block py-1 underline underline-offset-4"
          >
            {t("show")}
          </Link>
        </>
      )}
    </Section>
  );
}
