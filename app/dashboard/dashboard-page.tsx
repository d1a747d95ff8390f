import type { ComponentProps, ReactNode } from "react";
import { DashboardFrame } from "@/components/dashboard/dashboard-frame";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { Member } from "@/lib/merchants/model";
import { signOutAction } from "../login/actions";
import { countWaiting } from "@/lib/merchants/count-waiting";
import { chooseMerchantAction } from "./actions";
import { currentBrokenRules } from "./current-broken-rules";
import { readOrThrowPlainly } from "./read-or-throw-plainly";

type PageName = ComponentProps<typeof DashboardFrame>["current"];

/** A page of the dashboard in its frame, which says first what rules of money are broken. */
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
  return (
    <DashboardFrame
      member={member}
      brokenRules={await currentBrokenRules(merchant)}
      waiting={await readOrThrowPlainly(() => countWaiting(merchant))}
      current={current}
      signOut={signOutAction}
      chooseMerchant={chooseMerchantAction}
    >
      {children}
    </DashboardFrame>
  );
}
