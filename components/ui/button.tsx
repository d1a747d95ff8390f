import { Slot } from "@radix-ui/react-slot";
import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names";

export const buttonVariants = cva(
  "inline-flex items-center justify-center gap-2 rounded-lg text-center font-semibold transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60 [&_svg]:size-5 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground hover:bg-primary-hover",
        secondary: "bg-secondary text-secondary-foreground hover:bg-secondary-hover",
        outline: "border-input bg-card text-foreground hover:bg-muted border",
        ghost: "text-foreground hover:bg-muted",
        danger: "border-danger bg-card text-danger hover:bg-danger-surface border",
        link: "text-primary underline underline-offset-4 hover:no-underline",
      },
      size: {
        small: "min-h-9 px-3 py-1.5 text-sm",
        medium: "min-h-11 px-4 py-2 text-base",
        large: "min-h-13 px-5 py-3 text-lg",
      },
    },
    defaultVariants: { variant: "primary", size: "medium" },
  },
);

/** A button; with `asChild` its only child (a link, say) takes the looks. */
export function Button({
  className,
  variant,
  size,
  asChild = false,
  ...props
}: ComponentProps<"button"> & VariantProps<typeof buttonVariants> & { asChild?: boolean }) {
  const Element = asChild ? Slot : "button";
  return <Element className={cn(buttonVariants({ variant, size }), className)} {...props} />;
}
