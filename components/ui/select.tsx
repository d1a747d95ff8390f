import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names";

/** One of a few, as the browser's own list. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <select
      className={cn(
        "border-input bg-card text-foreground block min-h-11 min-w-0 rounded-lg border px-3 py-2 text-base",
        className,
      )}
      {...props}
    />
  );
}
