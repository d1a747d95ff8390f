import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** Links to the pages beside this one; nothing where there is only one page. */
export function ListPager({
  path,
  query,
  newer,
  older,
}: {
  path: string;
  query: Record<string, string>;
  newer: string | null;
  older: string | null;
}) {
  const t = useTranslations("dashboard.list");
  if (newer === null && older === null) return null;
  const hrefOf = (step: Record<string, string>) =>
    `${path}?${new URLSearchParams({ ...query, ...step }).toString()}`;
  return (
    <nav aria-label={t("pages")} className="flex gap-3">
      {newer !== null && (
        <Button asChild variant="outline">
          <Link href={hrefOf({ after: newer })} prefetch={false} rel="prev">
            {t("newer")}
          </Link>
        </Button>
      )}
      {older !== null && (
        <Button asChild variant="outline">
          <Link href={hrefOf({ before: older })} prefetch={false} rel="next">
            {t("older")}
          </Link>
        </Button>
      )}
    </nav>
  );
}
