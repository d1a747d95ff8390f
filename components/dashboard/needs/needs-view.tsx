import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { WaitingOrder } from "@/lib/cases/model";
import { formatKes } from "@/lib/money";
import type { CaseKind } from "@/lib/payments/model";
import { RefreshLink } from "../refresh-link";
import { OrderBadge } from "../state-badge";
import { CaseList } from "./case-list";

const PATH = "/dashboard/needs";

/** Everything that waits for a person, longest first. */
export function NeedsView({
  rows,
  next,
  kind,
  isFirst,
  now,
}: {
  rows: WaitingOrder[];
  /** Where the next page begins; null on the last. */
  next: string | null;
  kind: CaseKind | null;
  isFirst: boolean;
  now: Date;
}) {
  const t = useTranslations("needs");
  const query: Record<string, string> = kind === null ? {} : { case: kind };
  const hrefOf = (step: Record<string, string>) => {
    const search = new URLSearchParams({ ...query, ...step });
    return search.size === 0 ? PATH : `${PATH}?${search.toString()}`;
  };
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="space-y-1">
          <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
          <p className="text-muted-foreground">{t("intro")}</p>
        </div>
        <RefreshLink href={hrefOf({})} />
      </div>
      {kind !== null && (
        <div className="flex flex-wrap items-center gap-3">
          <p className="font-semibold">{t("onlyKind", { kind: t(`cases.${kind}.name`) })}</p>
          <Button asChild variant="outline">
            <Link href={PATH} prefetch={false}>
              {t("showAll")}
            </Link>
          </Button>
        </div>
      )}
      {rows.length === 0 ? (
        <NothingWaits hint={kind === null} />
      ) : (
        <ul className="space-y-3" aria-label={t("title")}>
          {rows.map((row) => (
            <WaitingCard key={row.orderId} row={row} now={now} />
          ))}
        </ul>
      )}
      {(next !== null || !isFirst) && (
        <nav aria-label={t("title")} className="flex gap-3">
          {!isFirst && (
            <Button asChild variant="outline">
              <Link href={hrefOf({})} prefetch={false} rel="prev">
                {t("first")}
              </Link>
            </Button>
          )}
          {next !== null && (
            <Button asChild variant="outline">
              <Link href={hrefOf({ from: next })} prefetch={false} rel="next">
                {t("more")}
              </Link>
            </Button>
          )}
        </nav>
      )}
    </>
  );
}

function NothingWaits({ hint }: { hint: boolean }) {
  const t = useTranslations("needs");
  return (
    <Card className="flex items-start gap-3">
      <CircleCheck aria-hidden="true" className="text-success mt-0.5 size-6 shrink-0" />
      <div className="space-y-1">
        <p className="font-semibold">{hint ? t("empty") : t("emptyKind")}</p>
        {hint && <p className="text-muted-foreground">{t("emptyHint")}</p>}
      </div>
    </Card>
  );
}

function WaitingCard({ row, now }: { row: WaitingOrder; now: Date }) {
  const t = useTranslations("needs");
  const format = useFormatter();
  const href = `/dashboard/orders/${row.orderId}`;
  const age = format.relativeTime(new Date(row.since), now);
  return (
    <li className="bg-card space-y-3 rounded-2xl border p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-5 gap-y-2">
        <div className="min-w-0 space-y-1">
          <Link
            href={href}
            prefetch={false}
            className="text-primary inline-flex min-h-6 font-semibold wrap-anywhere underline underline-offset-4"
          >
            {row.title}
          </Link>
          <p className="text-muted-foreground">
            <span className="font-mono text-sm">{row.accountReference}</span> ·{" "}
            <time dateTime={row.since}>{t("waitsSince", { age })}</time>
          </p>
        </div>
        <div className="flex items-center gap-3">
          <OrderBadge status={row.status} flags={[]} />
          <strong className="tabular-nums">{formatKes(row.amountKes)}</strong>
        </div>
      </div>
      <CaseList order={row} />
      <Button asChild variant="outline">
        <Link href={`${href}#decide`} prefetch={false}>
          {t("open")}
        </Link>
      </Button>
    </li>
  );
}
