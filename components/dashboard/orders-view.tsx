import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  type FilterProblems,
  ORDER_STATUSES,
  type OrderRow,
  type SearchListing,
  type ShortcodeChoice,
  type TypedFilter,
} from "@/lib/merchants/model";
import { ListAnswer } from "./list-answer";
import { ListHead } from "./list-head";
import { ListSearch } from "./list-search";
import { LiveRows } from "./live/live-rows";
import { OrderCard } from "./order-card";
import { OrderCells, OrdersHead } from "./order-line";
import { StatusFilters } from "./status-filters";

const PATH = "/dashboard/orders";

/** The orders list: cards on a phone, a table where there is room. */
export function OrdersView({
  listing,
  typed,
  query,
  problems,
  shortcodes,
  place,
  canMake,
}: {
  listing: SearchListing<OrderRow> | null;
  typed: TypedFilter;
  query: Record<string, string>;
  problems: FilterProblems;
  shortcodes: ShortcodeChoice[];
  /** Names what of the list is shown. */
  place: string;
  /** Whether the member may make an order by hand. */
  canMake: boolean;
}) {
  const t = useTranslations("dashboard");
  const newOrder = useTranslations("newOrder");
  const rows = listing?.rows ?? [];
  return (
    <>
      <ListHead title={t("orders.title")} intro={t("orders.intro")} path={PATH} query={query}>
        {canMake && (
          <Button asChild>
            {/* A plain link: each order needs a form of its own. */}
            {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
            <a href="/dashboard/orders/new">{newOrder("make")}</a>
          </Button>
        )}
      </ListHead>
      <ListSearch path={PATH} typed={typed} problems={problems} shortcodes={shortcodes} />
      <StatusFilters
        label={t("payments.filter")}
        path={PATH}
        query={query}
        choices={[
          { value: "", name: t("payments.filters.all") },
          ...ORDER_STATUSES.map((value) => ({ value, name: t(`statuses.${value}`) })),
        ]}
      />
      <ListAnswer listing={listing} path={PATH} query={query} empty={t("orders.empty")}>
        <LiveRows
          key={place}
          kind="orders"
          label={t("orders.title")}
          head={<OrdersHead />}
          rows={rows.map((row) => ({
            id: row.orderId,
            card: <OrderCard row={row} />,
            cells: <OrderCells row={row} />,
          }))}
          hasMore={listing?.older !== null}
        />
      </ListAnswer>
    </>
  );
}
