import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LanguageSwitch } from "@/components/checkout/language-switch";
import { SubmitButton } from "@/components/checkout/submit-button";
import { cn } from "@/lib/class-names";
import type { BrokenRule, CappedCount, Member } from "@/lib/merchants/model";
import type { ShortcodeEnvironment } from "@/lib/shortcodes/model";
import { BrokenRules } from "./broken-rules";
import { MerchantSwitch } from "./merchant-switch";
import { PagePending } from "./page-pending";
import { PageSkeleton } from "./page-skeleton";
import { Palette } from "./palette/palette";
import { usePlaces } from "./palette/use-places";
import type { SettingsPageName } from "./settings/settings-nav";

const PAGES = [
  { name: "home", href: "/dashboard" },
  { name: "needs", href: "/dashboard/needs" },
  { name: "payments", href: "/dashboard/payments" },
  { name: "orders", href: "/dashboard/orders" },
  { name: "links", href: "/dashboard/links" },
  { name: "counter", href: "/dashboard/counter" },
  { name: "settings", href: "/dashboard/settings/account" },
] as const;

type PageName = (typeof PAGES)[number]["name"];

/** The frame of every dashboard page: whose money it is, where to go, the way out, what is wrong. */
export function DashboardFrame({
  member,
  brokenRules,
  environment,
  waiting,
  settings,
  current,
  signOut,
  chooseMerchant,
  children,
}: {
  member: Member;
  brokenRules: BrokenRule[];
  /** Whose money new orders move; null while none can be made. */
  environment: ShortcodeEnvironment | null;
  /** How many orders wait for a person. */
  waiting: CappedCount;
  /** The pages of the settings that the member may open. */
  settings: readonly SettingsPageName[];
  current: PageName;
  signOut: () => Promise<void>;
  /** Without it there is no switch between several merchants. */
  chooseMerchant?: (form: FormData) => Promise<void>;
  children: ReactNode;
}) {
  const t = useTranslations("dashboard.nav");
  const common = useTranslations("common");
  return (
    <div className="group/frame flex min-h-dvh flex-col">
      <a
        href="#content"
        className="bg-card sr-only rounded-lg px-4 py-2 focus:not-sr-only focus:absolute focus:z-10"
      >
        {common("skipToContent")}
      </a>
      <header className="bg-card border-b print:hidden">
        <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2 sm:gap-x-6 sm:px-6">
          <p className="min-w-0 grow basis-28 leading-tight sm:grow-0 sm:basis-auto">
            <strong className="block truncate">{member.merchantName}</strong>
            <span className="text-muted-foreground block truncate text-sm">{member.email}</span>
          </p>
          <Pages current={current} role={member.role} waiting={waiting} />
          {chooseMerchant && member.merchants.length > 1 && (
            <MerchantSwitch
              merchants={member.merchants}
              current={member.merchantId}
              choose={chooseMerchant}
            />
          )}
          <Palette places={usePlaces(member.role, settings)} />
          <LanguageSwitch />
          <form action={signOut}>
            <SubmitButton variant="ghost" size="medium" pendingLabel={t("signingOut")}>
              {t("signOut")}
            </SubmitButton>
          </form>
        </div>
      </header>
      <NotLive environment={environment} />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-6">
        {/* Only after a press: a page that came whole is never covered, with scripts or without. */}
        <div className="hidden group-has-data-pending/frame:block">
          <PageSkeleton />
        </div>
        <div className="space-y-5 group-has-data-pending/frame:hidden">
          <BrokenRules rules={brokenRules} />
          {children}
        </div>
      </main>
    </div>
  );
}

/** Says plainly, above every page, that new orders move no real money. */
function NotLive({ environment }: { environment: ShortcodeEnvironment | null }) {
  const t = useTranslations("shortcodes.frame");
  if (environment === null || environment === "live") return null;
  const tone = {
    simulator: "border-info-border bg-info-surface text-info",
    sandbox: "border-warning-border bg-warning-surface text-warning",
  }[environment];
  return (
    <p className={cn("border-b px-4 py-1 text-center text-sm font-semibold print:hidden", tone)}>
      {t(environment)}
    </p>
  );
}

function Pages({
  current,
  role,
  waiting,
}: {
  current: PageName;
  role: Member["role"];
  waiting: CappedCount;
}) {
  const t = useTranslations("dashboard.nav");
  const pages = PAGES.filter(({ name }) => name !== "counter" || role !== "viewer");
  return (
    <nav
      aria-label={t("label")}
      className="order-last flex w-full flex-wrap gap-1 sm:order-none sm:w-auto sm:grow"
    >
      {pages.map(({ name, href }) => (
        <Link
          key={name}
          href={href}
          prefetch={false}
          aria-current={name === current ? "page" : undefined}
          className={cn(
            "flex min-h-11 items-center rounded-lg px-2 font-semibold sm:px-3",
            name === current ? "bg-accent text-accent-foreground" : "hover:bg-muted",
          )}
        >
          {t(name)}
          {name === "needs" && waiting.count > 0 && <WaitingCount waiting={waiting} />}
          <PagePending />
        </Link>
      ))}
    </nav>
  );
}

function WaitingCount({ waiting: { count, isMore } }: { waiting: CappedCount }) {
  const t = useTranslations("needs");
  const shown = isMore ? `${count}+` : String(count);
  return (
    <span className="bg-warning-surface border-warning-border text-warning ms-1.5 rounded-full border px-1.5 text-sm tabular-nums">
      <span aria-hidden="true">{shown}</span>
      <span className="sr-only">{t("nav", { count: shown })}</span>
    </span>
  );
}
