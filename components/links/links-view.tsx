import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fact } from "@/components/dashboard/fact";
import { ListPager } from "@/components/dashboard/list-pager";
import { LocalTime } from "@/components/dashboard/local-time";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Listing } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import type { LinkRow } from "@/lib/payment-links/model";
import { LinkAmountText, LinkBadge, LinkUsesText } from "./link-badge";

/** The merchant's payment links: how each stands, how often it was used and what it brought. */
export function LinksView({ listing, canMake }: { listing: Listing<LinkRow>; canMake: boolean }) {
  const t = useTranslations("links");
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="space-y-1">
          <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
          <p className="text-muted-foreground">{t("intro")}</p>
        </div>
        {canMake && (
          <Button asChild>
            <Link href="/dashboard/links/new" prefetch={false}>
              {t("make")}
            </Link>
          </Button>
        )}
      </div>
      {listing.rows.length === 0 ? (
        <Card>
          <p>{t("empty")}</p>
        </Card>
      ) : (
        <ul className="grid gap-3 md:grid-cols-2" aria-label={t("title")}>
          {listing.rows.map((link) => (
            <LinkItem key={link.linkId} link={link} />
          ))}
        </ul>
      )}
      <ListPager path="/dashboard/links" query={{}} newer={listing.newer} older={listing.older} />
    </>
  );
}

function LinkItem({ link }: { link: LinkRow }) {
  const t = useTranslations("links");
  return (
    <li className="bg-card space-y-3 rounded-2xl border p-4">
      <div className="flex items-start justify-between gap-3">
        <LinkBadge state={link.state} />
        <span className="text-right font-semibold tabular-nums">
          <LinkAmountText amount={link.amount} />
        </span>
      </div>
      <Link
        href={`/dashboard/links/${link.linkId}`}
        prefetch={false}
        className="text-primary block py-1 font-semibold wrap-anywhere underline underline-offset-4"
      >
        {link.title}
      </Link>
      <dl className="grid grid-cols-2 gap-3">
        <Fact name={t("takings")}>{formatKes(link.takingsKes)}</Fact>
        <Fact name={t("uses")}>
          <LinkUsesText link={link} />
        </Fact>
        <Fact name={t("created")}>
          <LocalTime at={link.createdAt} />
        </Fact>
        <Fact name={t("expires")}>
          {link.expiresAt === null ? t("never") : <LocalTime at={link.expiresAt} />}
        </Fact>
      </dl>
    </li>
  );
}
