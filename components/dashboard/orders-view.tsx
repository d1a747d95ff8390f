import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { Listing, OrderRow } from "@/lib/merchants/model";
import { ListHead } from "./list-head";
import { ListPager } from "./list-pager";
import { OrderCards } from "./order-cards";
import { OrdersTable } from "./orders-table";

/** The orders list: cards on a phone, a table where there is room. */
export function OrdersView({ listing }: { listing: Listing<OrderRow> }) {
  const t = useTranslations("dashboard.orders");
  return (
    <>
      <ListHead title={t("title")} intro={t("intro")} href="/dashboard/orders" />
      {listing.rows.length === 0 ? (
        <Card>
          <p>{t("empty")}</p>
        </Card>
      ) : (
        <>
          <OrderCards rows={listing.rows} />
          <OrdersTable rows={listing.rows} />
        </>
      )}
      <ListPager path="/dashboard/orders" query={{}} newer={listing.newer} older={listing.older} />
    </>
  );
}
