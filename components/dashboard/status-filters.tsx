import Link from "next/link";
import { cn } from "@/lib/class-names";

/** Narrows a list to one status, whatever else narrows it. */
export function StatusFilters({
  label,
  path,
  query,
  choices,
}: {
  label: string;
  path: string;
  /** The filters of the list as they stand. */
  query: Record<string, string>;
  /** "" stands for all of them. */
  choices: { value: string; name: string }[];
}) {
  const { status: current = "", ...others } = query;
  return (
    <nav aria-label={label} className="flex flex-wrap gap-2">
      {choices.map(({ value, name }) => {
        const isCurrent = value === current;
        const chosen = new URLSearchParams(value === "" ? others : { ...others, status: value });
        return (
          <Link
            key={value}
            href={chosen.size === 0 ? path : `${path}?${chosen.toString()}`}
            prefetch={false}
            aria-current={isCurrent ? "true" : undefined}
            className={cn(
              "flex min-h-11 items-center rounded-full border px-4",
              isCurrent
                ? "bg-primary text-primary-foreground border-primary"
                : "bg-card hover:bg-muted border-input",
            )}
          >
            {name}
          </Link>
        );
      })}
    </nav>
  );
}
