import { useTranslations } from "next-intl";
import type { EvidenceRow } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import { Fact } from "./fact";
import { LocalTime } from "./local-time";

/** Every fact that bears on the order, with the body as it came. */
export function EvidenceList({ evidence }: { evidence: EvidenceRow[] }) {
  const t = useTranslations("dashboard.order");
  if (evidence.length === 0) return <p className="text-muted-foreground">{t("noEvidence")}</p>;
  return (
    <>
      <p className="text-muted-foreground">{t("evidenceIntro")}</p>
      <ol className="divide-y">
        {evidence.map((row) => (
          <li key={row.id} className="space-y-2 py-4 first:pt-0 last:pb-0">
            <EvidenceFacts row={row} />
            {row.raw === null ? (
              <p className="text-muted-foreground text-sm">{t("noRaw")}</p>
            ) : (
              <details>
                <summary className="flex min-h-11 items-center underline underline-offset-4">
                  {t("raw")}
                </summary>
                <pre
                  className="bg-muted max-h-96 overflow-auto rounded-lg p-3 font-mono text-sm break-all whitespace-pre-wrap"
                  tabIndex={0}
                >
                  {row.raw}
                </pre>
              </details>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function EvidenceFacts({ row }: { row: EvidenceRow }) {
  const t = useTranslations("dashboard");
  return (
    <>
      <h3 className="font-semibold">
        {t(`sources.${row.source}`)}: {t(`kinds.${row.kind}`)}
      </h3>
      <dl className="grid grid-cols-1 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        {row.code !== null && <Fact name={t("order.code")}>{row.code}</Fact>}
        {row.amountKes !== null && (
          <Fact name={t("payments.amount")}>{formatKes(row.amountKes)}</Fact>
        )}
        {row.receipt !== null && (
          <Fact name={t("payments.receipt")}>
            <span className="font-mono">{row.receipt}</span>
          </Fact>
        )}
        <Fact name={t("order.receivedAt")}>
          <LocalTime at={row.receivedAt} isExact />
        </Fact>
        <Fact name={t("order.appliedAt")}>
          {row.appliedAt === null ? (
            t("order.notApplied")
          ) : (
            <LocalTime at={row.appliedAt} isExact />
          )}
        </Fact>
      </dl>
    </>
  );
}
