import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import {
  type ShortcodeList,
  type ShortcodeRow,
  verdictOf,
  verdictOfPush,
  verdictOfStep,
} from "@/lib/shortcodes/model";
import { EnvironmentBadge } from "./environment-badge";
import { useShortcodeWords } from "./use-shortcode-words";
import { VerdictBadge } from "./verdict-badge";

/** The merchant's shortcodes, each with what its last check found. */
export function ShortcodesView({ list: { now, rows }, url }: { list: ShortcodeList; url: string }) {
  const t = useTranslations("shortcodes");
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="max-w-2xl space-y-1">
          <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
          <p className="text-muted-foreground">{t("intro")}</p>
        </div>
        <Button asChild variant={rows.length === 0 ? "primary" : "outline"}>
          <Link href="/dashboard/settings/shortcodes/new" prefetch={false}>
            <Plus aria-hidden="true" />
            {t("add")}
          </Link>
        </Button>
      </div>
      {rows.length > 0 && !rows.some(({ isActive }) => isActive) && (
        <Alert tone="warning">
          <p>{t("noneActive")}</p>
        </Alert>
      )}
      {rows.length === 0 ? (
        <Card>
          <p>{t("none")}</p>
        </Card>
      ) : (
        <ul className="space-y-3">
          {rows.map((row) => (
            <ShortcodeItem key={row.id} row={row} now={now} url={url} />
          ))}
        </ul>
      )}
    </>
  );
}

/** The first thing that is not well, in words; null where all is. */
function useComplaint({ connection, push }: ShortcodeRow, url: string): string | null {
  const words = useShortcodeWords();
  const verdicts = ["wrong", "doubtful"] as const;
  for (const verdict of verdicts) {
    const step = connection?.steps.find((each) => verdictOfStep(each) === verdict);
    if (step) return words.ofStep(step, url);
    if (push && verdictOfPush(push.found) === verdict) return words.ofPush(push.found);
  }
  return null;
}

function ShortcodeItem({ row, now, url }: { row: ShortcodeRow; now: string; url: string }) {
  const t = useTranslations("shortcodes");
  const words = useShortcodeWords();
  const complaint = useComplaint(row, url);
  const name = words.nameOf(row);
  const { id, type, environment, businessShortCode, isActive, connection, push } = row;
  const last = [connection, push]
    .flatMap((each) => each ?? [])
    .sort((a, b) => b.at.localeCompare(a.at))[0];
  return (
    <li>
      <Card className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 grow basis-64 space-y-2">
          <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-semibold tabular-nums">
            {name}
            <EnvironmentBadge environment={environment} />
            {isActive && <Badge tone="success">{t("takesOrders")}</Badge>}
          </h2>
          {type === "till" && (
            <p className="text-muted-foreground text-sm tabular-nums">
              {t("store", { number: businessShortCode })}
            </p>
          )}
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <VerdictBadge verdict={verdictOf(row)} />
            {last && (
              <span className="text-muted-foreground text-sm">{words.checked(last, now)}</span>
            )}
          </p>
          {complaint !== null && <p className="max-w-prose text-sm wrap-anywhere">{complaint}</p>}
        </div>
        <Button asChild variant="outline">
          <Link href={`/dashboard/settings/shortcodes/${id}`} prefetch={false}>
            {t("open", { name })}
          </Link>
        </Button>
      </Card>
    </li>
  );
}
