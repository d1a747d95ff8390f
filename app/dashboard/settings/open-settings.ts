import {
  SETTINGS_PAGES,
  type SettingsPageName,
} from "@/components/dashboard/settings/settings-nav";
import type { Permission, Permissions } from "@/lib/merchants/permissions";

/** What each page of the settings asks for; null for one's own account. */
const PERMISSION_OF: Record<SettingsPageName, Permission | null> = {
  account: null,
  people: "manage_people",
  shortcodes: "manage_shortcodes",
  keys: "manage_keys",
  privacy: "erase_customers",
  audit: "see_audit",
};

/** The pages of the settings that these permissions open. */
export function openSettings(permissions: Permissions): SettingsPageName[] {
  return SETTINGS_PAGES.map(({ name }) => name).filter((name) => {
    const permission = PERMISSION_OF[name];
    return permission === null || permissions.has(permission);
  });
}
