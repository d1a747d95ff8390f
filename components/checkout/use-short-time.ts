import { useFormatter } from "next-intl";

/** "23 Nov, 14:32" in Nairobi; nothing for null. */
export function useShortTime(at: string | null): string {
  const format = useFormatter();
  if (at === null) return "";
  return format.dateTime(new Date(at), {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}
