import { useTranslations } from "next-intl";
import { ListAnswer } from "@/components/dashboard/list-answer";
import { Card } from "@/components/ui/card";
import type { AuditFilterProblems, AuditListing, TypedAuditFilter } from "@/lib/audit/model";
import { AuditItem } from "./audit-item";
import { AuditSearch } from "./audit-search";

/** The audit: its filters, a page of its entries, and the newest entry to be kept elsewhere. */
export function AuditView({
  path,
  listing,
  isRight,
  typed,
  query,
  problems,
}: {
  path: string;
  listing: AuditListing;
  /** Whether every filter is; else nothing is listed. */
  isRight: boolean;
  typed: TypedAuditFilter;
  query: Record<string, string>;
  problems: AuditFilterProblems;
}) {
  const t = useTranslations("audit");
  const { rows, people, head } = listing;
  const pages = {
    rows,
    isCut: false,
    newer: listing.newer === null ? null : String(listing.newer),
    older: listing.older === null ? null : String(listing.older),
  };
  return (
    <>
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
        <p className="text-muted-foreground">{t("intro")}</p>
      </div>
      <AuditSearch path={path} typed={typed} problems={problems} people={people} />
      <ListAnswer listing={isRight ? pages : null} path={path} query={query} empty={t("empty")}>
        <ol aria-label={t("title")} className="space-y-3">
          {rows.map((row) => (
            <AuditItem key={row.seq} row={row} />
          ))}
        </ol>
      </ListAnswer>
      {head !== null && (
        <Card className="space-y-2">
          <p className="font-mono text-sm break-all">{t("head", head)}</p>
          <p className="text-muted-foreground text-sm">{t("headIntro")}</p>
        </Card>
      )}
    </>
  );
}
