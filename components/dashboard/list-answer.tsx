import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import type { SearchListing } from "@/lib/merchants/model";
import { ListPager } from "./list-pager";

/** What a list answers: its rows and pages, or in words why there are none. */
export function ListAnswer<Row>({
  listing,
  path,
  query,
  empty,
  children,
}: {
  /** Null where a filter is wrong. */
  listing: SearchListing<Row> | null;
  path: string;
  query: Record<string, string>;
  /** What stands in place of an empty list that nothing narrows. */
  empty: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("lists.answer");
  if (listing === null) {
    return (
      <Alert tone="warning" role="alert">
        <p>{t("wrongFilter")}</p>
      </Alert>
    );
  }
  const isNarrowed = Object.keys(query).length > 0;
  return (
    <>
      {listing.isCut && (
        <Alert tone="info">
          <p>{t("cut")}</p>
        </Alert>
      )}
      {listing.rows.length === 0 ? (
        isNarrowed || typeof empty === "string" ? (
          <Card>
            <p>{isNarrowed ? t("nothingFound") : empty}</p>
          </Card>
        ) : (
          empty
        )
      ) : (
        children
      )}
      <ListPager path={path} query={query} newer={listing.newer} older={listing.older} />
    </>
  );
}
