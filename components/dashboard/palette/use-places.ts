import { useTranslations } from "next-intl";
import type { Role } from "@/lib/merchants/model";
import type { Place } from "./choices";

/** Everywhere that a member with this role can go at once. */
export function usePlaces(role: Role): Place[] {
  const nav = useTranslations("dashboard.nav");
  const t = useTranslations("palette.places");
  const place = (name: string, path: string, isFresh = false): Place => ({
    name,
    href: `/dashboard${path}`,
    isFresh,
  });
  const isMaker = role !== "viewer";
  const isManager = role === "owner" || role === "admin";
  return [
    place(nav("home"), ""),
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
    place(t("account"), "/settings/account"),
    ...(isManager
      ? [place(t("people"), "/settings/people"), place(t("keys"), "/settings/keys")]
      : []),
  ];
}
