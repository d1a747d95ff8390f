import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names";

/** Names a field: give `htmlFor`. */
export function Label({ className, ...props }: ComponentProps<"label">) {
  return <label className={cn("block text-base font-semibold", className)} {...props} />;
}
