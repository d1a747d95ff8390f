import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Listing, OrderRow } from "@/lib/merchants/model";
import { ListHead } from "./list-head";
import { ListPager } from "./list-pager";
import { OrderCards } from "./order-cards";
import { OrdersTable } from "./orders-table";

/** The orders list: cards on a phone, a table where there is room. */
export function OrdersView({ listing, canMake }: { listing: Listing<OrderRow>; canMake: boolean }) {
  const t = useTranslations("dashboard.orders");
  const newOrder = useTranslations("newOrder");
  return (
    <>
      <ListHead title={t("title")} intro={t("intro")} href="/dashboard/orders">
        {canMake && (
          <Button asChild>
            {/* A plain link: each order needs a form of its own. */}
            {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
            <a href="/dashboard/orders/new">{newOrder("make")}</a>
          </Button>
        )}
      </ListHead>
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
