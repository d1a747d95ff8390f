import type { ReactNode } from "react";
import { SettingsNav, type SettingsPageName } from "@/components/dashboard/settings/settings-nav";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { Member } from "@/lib/merchants/model";
import { DashboardPage } from "../dashboard-page";

/** The frame of a page of the settings, with the ways to those that the member may open. */
export function SettingsPage({
  member,
  merchant,
  current,
  children,
}: {
  member: Member;
  merchant: MerchantReads;
  current: SettingsPageName | null;
  children: ReactNode;
}) {
  const open: SettingsPageName[] = ["account"];
  if (merchant.permissions.has("manage_people")) open.push("people");
  if (merchant.permissions.has("manage_shortcodes")) open.push("shortcodes");
  if (merchant.permissions.has("manage_keys")) open.push("keys");
  if (merchant.permissions.has("erase_customers")) open.push("privacy");
  if (merchant.permissions.has("see_audit")) open.push("audit");
  return (
    <DashboardPage member={member} merchant={merchant} current="settings">
      <SettingsNav current={current} open={open} />
      {children}
    </DashboardPage>
  );
}
