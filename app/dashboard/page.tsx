import { redirect } from "next/navigation";

/** The merchant's side begins with the payments. */
export default function DashboardPage(): never {
  redirect("/dashboard/payments");
}
