import { useFormatter } from "next-intl";

/** Names a day such as "2026-11-25" as "25 Nov". */
export function useDayName(): (day: string) => string {
  const format = useFormatter();
  // Noon, so that it is the same day in every zone that a server may be set to.
  return (day) =>
    format.dateTime(new Date(`${day}T12:00:00+03:00`), { day: "numeric", month: "short" });
}
