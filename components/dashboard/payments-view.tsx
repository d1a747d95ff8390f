import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { Listing, PaymentFilter, PaymentRow } from "@/lib/merchants/model";
import { ListHead } from "./list-head";
import { ListPager } from "./list-pager";
import { PaymentCards } from "./payment-cards";
import { PaymentFilters } from "./payment-filters";
import { PaymentsTable } from "./payments-table";

/** The payments list: cards on a phone, a table where there is room. */
export function PaymentsView({
  listing,
  filter,
}: {
  listing: Listing<PaymentRow>;
  filter: PaymentFilter | null;
}) {
  const t = useTranslations("dashboard.payments");
  const query: Record<string, string> = filter === null ? {} : { status: filter };
  return (
    <>
      <ListHead
        title={t("title")}
        intro={t("intro")}
        href={filter === null ? "/dashboard/payments" : `/dashboard/payments?status=${filter}`}
      />
      <PaymentFilters filter={filter} />
      {listing.rows.length === 0 ? (
        <Card>
          <p>{filter === null ? t("empty") : t("emptyFilter")}</p>
        </Card>
      ) : (
        <>
          <PaymentCards rows={listing.rows} />
          <PaymentsTable rows={listing.rows} />
        </>
      )}
      <ListPager
        path="/dashboard/payments"
        query={query}
        newer={listing.newer}
        older={listing.older}
      />
    </>
  );
}
