import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names";

/** Holds the place of what is being loaded; say in words nearby what that is. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      aria-hidden="true"
      className={cn("bg-muted animate-pulse rounded-lg", className)}
      {...props}
    />
  );
}
