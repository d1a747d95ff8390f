import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Notice } from "@/components/checkout/notice";
import { SiteFrame } from "@/components/checkout/site-frame";
import { Button } from "@/components/ui/button";
import { NO_SUCH_LINK, NO_SUCH_ORDER, PATH_HEADER } from "./not-found-addresses";

async function OrderNotFound() {
  const t = await getTranslations("problems.orderNotFound");
  return (
    <Notice title={t("title")}>
      <p>{t("body")}</p>
      <p>{t("money")}</p>
    </Notice>
  );
}

async function LinkNotFound() {
  const t = await getTranslations("paymentLink.unknown");
  return (
    <Notice title={t("title")}>
      <p>{t("body")}</p>
    </Notice>
  );
}

async function PageNotFound() {
  const t = await getTranslations();
  return (
    <Notice title={t("problems.notFound.title")}>
      <p>{t("problems.notFound.body")}</p>
      <Button asChild variant="outline">
        {/* A plain link: Next's own would be loaded by every page. */}
        {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
        <a href="/">{t("common.home")}</a>
      </Button>
    </Notice>
  );
}

const NOTICES: ReadonlyMap<string | null, ReactNode> = new Map([
  [NO_SUCH_ORDER, <OrderNotFound key={NO_SUCH_ORDER} />],
  [NO_SUCH_LINK, <LinkNotFound key={NO_SUCH_LINK} />],
]);

/** What stands at an address where there is nothing. */
export default async function NotFound() {
  const path = (await headers()).get(PATH_HEADER);
  return <SiteFrame>{NOTICES.get(path) ?? <PageNotFound />}</SiteFrame>;
}
