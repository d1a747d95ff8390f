import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names";

const TONES = {
  neutral: "bg-muted text-foreground",
  success: "border-success-border bg-success-surface text-success",
  warning: "border-warning-border bg-warning-surface text-warning",
  danger: "border-danger-border bg-danger-surface text-danger",
  info: "border-info-border bg-info-surface text-info",
};

/**
 * A box that stands out. It has no live role of its own: give `role="alert"` where it appears in
 * answer to something the person just did, and nothing where it was there from the start.
 */
export function Alert({
  className,
  tone = "neutral",
  ...props
}: ComponentProps<"div"> & { tone?: keyof typeof TONES }) {
  return (
    <div
      className={cn("space-y-1 rounded-xl border p-4 text-base", TONES[tone], className)}
      {...props}
    />
  );
}

export function AlertTitle({ className, ...props }: ComponentProps<"p">) {
  return <p className={cn("font-semibold", className)} {...props} />;
}
