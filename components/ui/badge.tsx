import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names";

const BASE =
  "inline-flex items-center gap-1 rounded-full border px-2.5 py-0.5 text-sm font-medium whitespace-nowrap";

const TONES = {
  neutral: "bg-muted text-foreground",
  success: "border-success-border bg-success-surface text-success",
  warning: "border-warning-border bg-warning-surface text-warning",
  danger: "border-danger-border bg-danger-surface text-danger",
  info: "border-info-border bg-info-surface text-info",
};

/** A short word about a state. Its text says everything: colour only repeats it. */
export function Badge({
  className,
  tone = "neutral",
  ...props
}: ComponentProps<"span"> & { tone?: keyof typeof TONES }) {
  return <span className={cn(BASE, TONES[tone], className)} {...props} />;
}
