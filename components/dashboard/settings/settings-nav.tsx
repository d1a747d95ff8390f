import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/class-names";

export const SETTINGS_PAGES = [
  { name: "account", href: "/dashboard/settings/account" },
  { name: "people", href: "/dashboard/settings/people" },
  { name: "shortcodes", href: "/dashboard/settings/shortcodes" },
  { name: "keys", href: "/dashboard/settings/keys" },
  { name: "privacy", href: "/dashboard/settings/privacy" },
  { name: "audit", href: "/dashboard/settings/audit" },
] as const;

export type SettingsPageName = (typeof SETTINGS_PAGES)[number]["name"];

/** The pages of the settings that this member may open. */
export function SettingsNav({
  current,
  open,
}: {
  current: SettingsPageName | null;
  open: readonly SettingsPageName[];
}) {
  const t = useTranslations("settings.nav");
  return (
    <nav aria-label={t("label")} className="flex flex-wrap gap-2">
      {SETTINGS_PAGES.filter(({ name }) => open.includes(name)).map(({ name, href }) => (
        <Link
          key={name}
          href={href}
          prefetch={false}
          aria-current={name === current ? "page" : undefined}
          className={cn(
            "flex min-h-11 items-center rounded-lg border px-4 font-semibold",
            name === current ? "bg-accent text-accent-foreground" : "bg-card hover:bg-muted",
          )}
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
