import { redirect } from "next/navigation";
import { nairobiDayOf } from "@/lib/nairobi-day";

export const dynamic = "force-dynamic";

/** Today's sheet, or that of the day that a form asks for. */
export default async function DayRedirect({
  searchParams,
}: {
  searchParams: Promise<{ day?: string | string[] }>;
}): Promise<never> {
  const { day } = await searchParams;
  const chosen = typeof day === "string" && day !== "" ? day : nairobiDayOf(new Date());
  redirect(`/dashboard/day/${encodeURIComponent(chosen)}`);
}
