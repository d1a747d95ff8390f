import { useFormatter } from "next-intl";

/** A time as in Nairobi: "23 Nov 2026, 11:15", with seconds where their order matters. */
export function LocalTime({ at, isExact = false }: { at: string; isExact?: boolean }) {
  const format = useFormatter();
  const text = format.dateTime(new Date(at), {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(isExact ? { second: "2-digit" as const } : {}),
  });
  return (
    <time dateTime={at} className="whitespace-nowrap tabular-nums">
      {text}
    </time>
  );
}
