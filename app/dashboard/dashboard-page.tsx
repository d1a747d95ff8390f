import type { ComponentProps, ReactNode } from "react";
import { DashboardFrame } from "@/components/dashboard/dashboard-frame";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import { countWaiting } from "@/lib/cases/count-waiting";
import type { Member } from "@/lib/merchants/model";
import { readActiveEnvironment } from "@/lib/shortcodes/read-active-environment";
import { signOutAction } from "../login/actions";
import { chooseMerchantAction } from "./actions";
import { currentBrokenRules } from "./current-broken-rules";
import { readOrThrowPlainly } from "./read-or-throw-plainly";
import { openSettings } from "./settings/open-settings";

type PageName = ComponentProps<typeof DashboardFrame>["current"];

/** A page of the dashboard in its frame: whether money is real, and first what rules of it are broken. */
export async function DashboardPage({
  member,
  merchant,
  current,
  children,
}: {
  member: Member;
  merchant: MerchantReads;
  current: PageName;
  children: ReactNode;
}) {
  const [brokenRules, environment, waiting] = await Promise.all([
    currentBrokenRules(merchant),
    readOrThrowPlainly(() => readActiveEnvironment(merchant)),
    readOrThrowPlainly(() => countWaiting(merchant)),
  ]);
  return (
    <DashboardFrame
      member={member}
      brokenRules={brokenRules}
      environment={environment}
      waiting={waiting}
      settings={openSettings(merchant.permissions)}
      current={current}
      signOut={signOutAction}
      chooseMerchant={chooseMerchantAction}
    >
      {children}
    </DashboardFrame>
  );
}
