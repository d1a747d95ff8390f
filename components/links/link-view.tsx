import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Fact } from "@/components/dashboard/fact";
import { LocalTime } from "@/components/dashboard/local-time";
import { Section } from "@/components/dashboard/section";
import { QrCode } from "@/components/share/qr-code";
import { ShareLink } from "@/components/share/share-link";
import { Button } from "@/components/ui/button";
import { LANGUAGE_PARAMETER, languageOf } from "@/lib/i18n/model";
import { formatKes } from "@/lib/money";
import type { LinkRow } from "@/lib/payment-links/model";
import { LinkAmountText, LinkBadge, LinkUsesText } from "./link-badge";

type Props = {
  link: LinkRow;
  merchantName: string;
  url: string;
  /** Null for members who may not switch it. */
  switchAction: ((form: FormData) => Promise<void>) | null;
};

/** One payment link: how it stands, the ways to hand it on, its posters, its switch. */
export function LinkView({ link, merchantName, url, switchAction }: Props) {
  const t = useTranslations("links");
  return (
    <>
      <div className="space-y-2">
        <Link
          href="/dashboard/links"
          prefetch={false}
          className="text-primary inline-block py-1 underline underline-offset-4"
        >
          {t("all")}
        </Link>
        <h1 className="text-2xl leading-tight font-bold wrap-anywhere">{link.title}</h1>
        <LinkBadge state={link.state} />
      </div>
      <div className="grid gap-5 lg:grid-cols-2">
        <LinkFacts link={link} />
        <ShareSection link={link} merchantName={merchantName} url={url} />
        <PosterSection linkId={link.linkId} />
        {switchAction !== null && <SwitchSection link={link} action={switchAction} />}
      </div>
    </>
  );
}

function LinkFacts({ link }: { link: LinkRow }) {
  const t = useTranslations("links");
  return (
    <Section title={t("page.facts")}>
      <dl className="grid grid-cols-2 gap-3">
        <Fact name={t("amount")}>
          <LinkAmountText amount={link.amount} />
        </Fact>
        <Fact name={t("takings")}>{formatKes(link.takingsKes)}</Fact>
        <Fact name={t("uses")}>
          <LinkUsesText link={link} />
        </Fact>
        <Fact name={t("paidOrders")}>{link.paidOrders}</Fact>
        <Fact name={t("created")}>
          <LocalTime at={link.createdAt} />
        </Fact>
        <Fact name={t("expires")}>
          {link.expiresAt === null ? t("never") : <LocalTime at={link.expiresAt} />}
        </Fact>
      </dl>
      {link.stock !== null && <p className="text-muted-foreground text-sm">{t("page.held")}</p>}
    </Section>
  );
}

function ShareSection({ link, merchantName, url }: Omit<Props, "switchAction">) {
  const t = useTranslations("links.page");
  const share = useTranslations("share");
  const shared = `${url}?${LANGUAGE_PARAMETER}=${languageOf(useLocale())}`;
  return (
    <Section title={t("share")}>
      <p>{t("shareBody", { merchant: merchantName })}</p>
      <QrCode text={url} label={share("qr")} className="size-44" />
      <ShareLink
        url={shared}
        title={link.title}
        text={t("text", { merchant: merchantName, title: link.title, url: shared })}
      />
    </Section>
  );
}

function PosterSection({ linkId }: { linkId: string }) {
  const t = useTranslations("links.page");
  return (
    <Section title={t("print")}>
      <p>{t("printBody")}</p>
      <div className="flex flex-wrap gap-3">
        <Button asChild variant="outline">
          <a href={`/dashboard/links/${linkId}/poster.pdf`}>{t("pdf")}</a>
        </Button>
        <Button asChild variant="outline">
          <a href={`/dashboard/links/${linkId}/poster.svg`}>{t("svg")}</a>
        </Button>
      </div>
    </Section>
  );
}

function SwitchSection({
  link,
  action,
}: {
  link: LinkRow;
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations("links.page");
  return (
    <Section title={t("switch")}>
      <p>{link.isActive ? t("isOn") : t("isOff")}</p>
      <form action={action}>
        <input type="hidden" name="linkId" value={link.linkId} />
        <input type="hidden" name="isActive" value={link.isActive ? "no" : "yes"} />
        <SubmitButton variant={link.isActive ? "danger" : "primary"} pendingLabel={t("switching")}>
          {link.isActive ? t("switchOff") : t("switchOn")}
        </SubmitButton>
      </form>
    </Section>
  );
}
