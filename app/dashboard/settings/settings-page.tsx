import type { ReactNode } from "react";
import { SettingsNav, type SettingsPageName } from "@/components/dashboard/settings/settings-nav";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { Member } from "@/lib/merchants/model";
import { DashboardPage } from "../dashboard-page";
import { openSettings } from "./open-settings";

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
  return (
    <DashboardPage member={member} merchant={merchant} current="settings">
      <SettingsNav current={current} open={openSettings(merchant.permissions)} />
      {children}
    </DashboardPage>
  );
}
