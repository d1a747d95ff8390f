import { CircleCheck, CircleDashed } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { FirstSteps as Steps } from "@/lib/takings/model";
import { Section } from "../dashboard/section";

/** The way to the first payment; `phoneUrl` is the simulated phone's page, where there is one. */
export function FirstSteps({
  steps: { environment, shortcodeId, isChecked, hasOrder, hasPayment },
  canConnect,
  hasShop,
  phoneUrl,
}: {
  steps: Steps;
  /** Whether this member may add and check shortcodes. */
  canConnect: boolean;
  hasShop: boolean;
  phoneUrl: string | null;
}) {
  const t = useTranslations("home.firstSteps");
  const hasPhone = environment === "simulator" && phoneUrl !== null;
  return (
    <Section title={t("title")}>
      <p className="text-muted-foreground">{t("intro")}</p>
      <ol className="space-y-4">
        <Step isDone={environment !== null} title={t("shortcode")}>
          <p>{environment === null ? t("shortcodeOpen") : t(`shortcodeDone.${environment}`)}</p>
          {environment === null && <ShortcodeLink isOpen={canConnect} path="/new" name="add" />}
        </Step>
        <Step isDone={isChecked} title={t("check")}>
          <p>{isChecked ? t("checkDone") : t("checkOpen")}</p>
          {shortcodeId !== null && !isChecked && (
            <ShortcodeLink isOpen={canConnect} path={`/${shortcodeId}`} name="openCheck" />
          )}
        </Step>
        <Step isDone={hasOrder} title={t("order")}>
          <p>{hasShop ? t("orderShop") : t("orderLink")}</p>
          <div className="flex flex-wrap gap-2">
            <Button asChild variant={hasOrder || environment === null ? "outline" : "primary"}>
              <Link href="/dashboard/links" prefetch={false}>
                {t("openLinks")}
              </Link>
            </Button>
            {hasShop && (
              <Button asChild variant="outline">
                <Link href="/" prefetch={false}>
                  {t("openShop")}
                </Link>
              </Button>
            )}
          </div>
        </Step>
        <Step isDone={hasPayment} title={t("pay")}>
          <p>
            {hasPhone ? t("payPhone") : t(environment === "simulator" ? "paySimulator" : "payReal")}
          </p>
          {hasPhone && (
            <Button asChild variant={hasOrder ? "primary" : "outline"}>
              <a href={phoneUrl} target="_blank" rel="noopener">
                {t("openPhone")}
              </a>
            </Button>
          )}
        </Step>
      </ol>
    </Section>
  );
}

/** The way to the page of shortcodes, or who has it. */
function ShortcodeLink({
  isOpen,
  path,
  name,
}: {
  isOpen: boolean;
  path: string;
  name: "add" | "openCheck";
}) {
  const t = useTranslations("home.firstSteps");
  if (!isOpen) return <p className="text-muted-foreground">{t("askOwner")}</p>;
  return (
    <Button asChild>
      <Link href={`/dashboard/settings/shortcodes${path}`} prefetch={false}>
        {t(name)}
      </Link>
    </Button>
  );
}

function Step({
  isDone,
  title,
  children,
}: {
  isDone: boolean;
  title: string;
  children: ReactNode;
}) {
  const t = useTranslations("home.firstSteps");
  const Sign = isDone ? CircleCheck : CircleDashed;
  return (
    <li className="flex gap-3">
      <Sign
        aria-hidden="true"
        className={`mt-0.5 size-5 shrink-0 ${isDone ? "text-success" : "text-muted-foreground"}`}
      />
      <div className="space-y-2">
        <h3 className="font-semibold">
          {title} <span className="sr-only">({isDone ? t("done") : t("open")})</span>
        </h3>
        {children}
      </div>
    </li>
  );
}
