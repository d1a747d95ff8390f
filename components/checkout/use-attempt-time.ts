import { useFormatter } from "next-intl";

/** "23 Nov, 14:32" in Nairobi: when the attempt on this page was started. */
export function useAttemptTime(startedAt: string | null): string {
  const format = useFormatter();
  if (startedAt === null) return "";
  return format.dateTime(new Date(startedAt), {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}
