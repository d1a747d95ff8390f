import { useTranslations } from "next-intl";
import { SETTINGS_PAGES, type SettingsPageName } from "../settings/settings-nav";
import type { Role } from "@/lib/merchants/model";
import type { Place } from "./choices";

/** Everywhere that a member with this role can go at once, the open pages of the settings among it. */
export function usePlaces(role: Role, settings: readonly SettingsPageName[]): Place[] {
  const nav = useTranslations("dashboard.nav");
  const t = useTranslations("palette.places");
  const place = (name: string, path: string, isFresh = false): Place => ({
    name,
    href: `/dashboard${path}`,
    isFresh,
  });
  const settingsNav = useTranslations("settings.nav");
  const isMaker = role !== "viewer";
  return [
    place(nav("home"), ""),
    place(nav("needs"), "/needs"),
    place(nav("payments"), "/payments"),
    place(nav("orders"), "/orders"),
    place(nav("links"), "/links"),
    ...(isMaker
      ? [
          place(nav("counter"), "/counter", true),
          place(t("newOrder"), "/orders/new", true),
          place(t("newLink"), "/links/new", true),
        ]
      : []),
    place(t("daySheet"), "/day"),
    ...SETTINGS_PAGES.filter(({ name }) => settings.includes(name)).map(
      ({ name, href }): Place => ({ name: settingsNav(name), href, isFresh: false }),
    ),
  ];
}
