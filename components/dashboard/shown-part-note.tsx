import { useTranslations } from "next-intl";
import type { ShownPart } from "@/lib/merchants/model";

/** What of a long list is shown, with the way to the rest; nothing where all of it is. */
export function ShownPartNote({
  part: { total, page, pages },
  shown,
  hrefOf,
}: {
  part: ShownPart;
  /** How many rows are shown. */
  shown: number;
  /** The address that shows a page of it; null for its oldest and newest rows. */
  hrefOf: (page: number | null) => string;
}) {
  const t = useTranslations("notes.parts");
  if (page === null) {
    if (shown >= total) return null;
    return (
      <p className="flex flex-wrap items-center gap-x-4">
        {t("cut", { shown, total })}
        <PartLink href={hrefOf(1)}>{t("all")}</PartLink>
      </p>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-x-4">
      {t("page", { page, pages, total })}
      {page > 1 && <PartLink href={hrefOf(page - 1)}>{t("earlier")}</PartLink>}
      {page < pages && <PartLink href={hrefOf(page + 1)}>{t("later")}</PartLink>}
      <PartLink href={hrefOf(null)}>{t("short")}</PartLink>
    </p>
  );
}

function PartLink({ href, children }: { href: string; children: string }) {
  return (
    // A plain link: it goes to the part of the page that it is about.
    <a
      href={href}
      className="text-primary inline-flex min-h-11 items-center underline underline-offset-4"
    >
      {children}
    </a>
  );
}
