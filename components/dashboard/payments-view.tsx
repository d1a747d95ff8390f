import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import {
  type FilterProblems,
  PAYMENT_FILTERS,
  type PaymentRow,
  type SearchListing,
  type ShortcodeChoice,
  type TypedFilter,
} from "@/lib/merchants/model";
import { ListAnswer } from "./list-answer";
import { ListHead } from "./list-head";
import { ListSearch } from "./list-search";
import { LiveRows } from "./live/live-rows";
import { PaymentCard } from "./payment-card";
import { PaymentCells, PaymentsHead } from "./payment-line";
import { StatusFilters } from "./status-filters";

const PATH = "/dashboard/payments";

/** The payments list: cards on a phone, a table where there is room. */
export function PaymentsView({
  listing,
  typed,
  query,
  problems,
  shortcodes,
  place,
  firstSteps,
}: {
  listing: SearchListing<PaymentRow> | null;
  typed: TypedFilter;
  query: Record<string, string>;
  problems: FilterProblems;
  shortcodes: ShortcodeChoice[];
  /** Names what of the list is shown. */
  place: string;
  /** What to do as long as there is no payment; null once there was one. */
  firstSteps: ReactNode;
}) {
  const t = useTranslations("dashboard.payments");
  const day = useTranslations("lists.day");
  const rows = listing?.rows ?? [];
  return (
    <>
      <ListHead title={t("title")} intro={t("intro")} path={PATH} query={query}>
        <Button asChild variant="outline">
          <Link href="/dashboard/day" prefetch={false}>
            {day("title")}
          </Link>
        </Button>
      </ListHead>
      <ListSearch path={PATH} typed={typed} problems={problems} shortcodes={shortcodes} />
      <StatusFilters
        label={t("filter")}
        path={PATH}
        query={query}
        choices={[
          { value: "", name: t("filters.all") },
          ...PAYMENT_FILTERS.map((value) => ({ value, name: t(`filters.${value}`) })),
        ]}
      />
      <ListAnswer listing={listing} path={PATH} query={query} empty={firstSteps ?? t("empty")}>
        <LiveRows
          key={place}
          kind="payments"
          label={t("title")}
          head={<PaymentsHead />}
          rows={rows.map((row) => ({
            id: row.attemptId,
            card: <PaymentCard row={row} />,
            cells: <PaymentCells row={row} />,
          }))}
          hasMore={listing?.older !== null}
        />
      </ListAnswer>
    </>
  );
}
