"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { Table, TableBody, TableHeader, TableRow } from "@/components/ui/table";
import { cn } from "@/lib/class-names";
import { mergeRows } from "./merge-rows";
import { RowsNews } from "./rows-news";

/** What a row holds as the server drew it, for a phone and for a wide screen. */
export type DrawnRow = { id: string; card: ReactNode; cells: ReactNode };

type Props = {
  /** What kind of rows they are, for the words about new ones. */
  kind: "payments" | "orders";
  /** Names the list. */
  label: string;
  /** The heading line of the table. */
  head: ReactNode;
  rows: DrawnRow[];
  /** Whether there are more on the next page. */
  hasMore: boolean;
};

/**
 * A list that is read again while somebody looks at it: rows change in place, and none moves under a
 * finger. What is new is told, and shown at a press.
 */
export function LiveRows({ kind, label, head, rows, hasMore }: Props) {
  const t = useTranslations("live");
  const top = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState({ rows, kept: mergeRows(rows, rows, hasMore) });
  if (drawn.rows !== rows) {
    const shown = drawn.kept.rows.map(({ row }) => row);
    setDrawn({ rows, kept: mergeRows(shown, rows, hasMore) });
  }
  const { kept } = drawn;
  const showAll = () => {
    setDrawn({ rows, kept: mergeRows(rows, rows, hasMore) });
    top.current?.focus();
  };
  const leftNote = <span className="sr-only">{t("hasLeft")}</span>;
  return (
    <div ref={top} tabIndex={-1} className="scroll-mt-4 outline-none">
      <ul className="space-y-3 lg:hidden" aria-label={label}>
        {kept.rows.map(({ row, hasLeft }) => (
          <li
            key={row.id}
            className={cn("space-y-3 rounded-2xl border p-4", hasLeft ? LEFT_LOOKS : "bg-card")}
          >
            {hasLeft && leftNote}
            {row.card}
          </li>
        ))}
      </ul>
      <div className="bg-card hidden rounded-2xl border p-2 lg:block">
        <Table aria-label={label}>
          <TableHeader>{head}</TableHeader>
          <TableBody>
            {kept.rows.map(({ row, hasLeft }) => (
              <TableRow
                key={row.id}
                className={hasLeft ? LEFT_LOOKS : undefined}
                title={hasLeft ? t("hasLeft") : undefined}
              >
                {row.cells}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <RowsNews kind={kind} added={kept.added} left={kept.left} onShow={showAll} />
    </div>
  );
}

/** A row that is in the list no more: the same size, so that nothing moves. */
const LEFT_LOOKS = "border-dashed bg-muted";
