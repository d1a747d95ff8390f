import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fact } from "@/components/dashboard/fact";
import { LocalTime } from "@/components/dashboard/local-time";
import { Card } from "@/components/ui/card";
import type { AuditRow, AuditSubject } from "@/lib/audit/model";
import { AuditFactList } from "./audit-fact-list";

/** One entry of the audit: what, when, who, from where, about what, and what it changed. */
export function AuditItem({ row }: { row: AuditRow }) {
  const t = useTranslations("audit");
  const { seq, at, action, address, userAgent, before, after } = row;
  return (
    <li>
      <Card className="space-y-3">
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <strong className="grow">{t(`actions.${action}`)}</strong>
          <LocalTime at={at} isExact />
          <span className="text-muted-foreground text-sm tabular-nums">{t("number", { seq })}</span>
        </div>
        <dl className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <Fact name={t("who")}>
            <Who row={row} />
          </Fact>
          <About row={row} />
          <AuditFactList name={t("before")} facts={before} />
          <AuditFactList name={t("after")} facts={after} />
          {row.actorKind !== "clock" && row.actorKind !== "operator" && (
            <Fact name={t("where")} className="sm:col-span-2">
              {address === null ? t("unknownAddress") : t("address", { address })}
              {userAgent !== null && (
                <span className="text-muted-foreground block text-sm">{userAgent}</span>
              )}
            </Fact>
          )}
        </dl>
      </Card>
    </li>
  );
}

function Who({ row: { actorKind, actorName, actorEmail } }: { row: AuditRow }) {
  const t = useTranslations("audit");
  switch (actorKind) {
    case "clock":
      return t("byClock");
    case "operator":
      return t("byOperator");
    case "key":
      return t("byKey", { prefix: actorName ?? "" });
    case "person":
      return (
        <>
          {actorName ?? t("byNobody")}
          <span className="text-muted-foreground block text-sm">{actorEmail}</span>
        </>
      );
  }
}

function About({ row: { subjectKind, subjectId } }: { row: AuditRow }) {
  const t = useTranslations("audit");
  if (subjectKind === null) return null;
  const id = <span className="font-mono text-sm">{subjectId}</span>;
  const page = pageOf(subjectKind);
  return (
    <Fact name={t("about")}>
      {t(`subjects.${subjectKind}`)}{" "}
      {page === null || subjectId === null ? (
        id
      ) : (
        <Link
          href={`/dashboard/${page}/${subjectId}`}
          prefetch={false}
          className="text-primary inline-block py-1 underline underline-offset-4"
        >
          {id}
        </Link>
      )}
    </Fact>
  );
}

/** Where in the dashboard something has a page of its own. */
function pageOf(kind: AuditSubject): string | null {
  if (kind === "order") return "orders";
  return kind === "link" ? "links" : null;
}
