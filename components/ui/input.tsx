import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names";

/** A text field. 16 px text, so that a phone does not zoom into it. */
export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      className={cn(
        "border-input bg-card text-foreground placeholder:text-muted-foreground aria-invalid:border-danger block min-h-11 w-full min-w-0 rounded-lg border px-3 py-2 text-base disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-2",
        className,
      )}
      {...props}
    />
  );
}
