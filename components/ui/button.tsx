import { cloneElement, isValidElement, type ComponentProps } from "react";
import { cn } from "@/lib/class-names";

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-lg text-center font-semibold transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60 [&_svg]:size-5 [&_svg]:shrink-0";

const VARIANTS = {
  primary: "bg-primary text-primary-foreground hover:bg-primary-hover",
  secondary: "bg-secondary text-secondary-foreground hover:bg-secondary-hover",
  outline: "border-input bg-card text-foreground hover:bg-muted border",
  ghost: "text-foreground hover:bg-muted",
  danger: "border-danger bg-card text-danger hover:bg-danger-surface border",
  link: "text-primary underline underline-offset-4 hover:no-underline",
};

const SIZES = {
  small: "min-h-9 px-3 py-1.5 text-sm",
  medium: "min-h-11 px-4 py-2 text-base",
  large: "min-h-13 px-5 py-3 text-lg",
};

type ButtonProps = ComponentProps<"button"> & {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
  asChild?: boolean;
};

/** A button; with `asChild` its only child (a link, say) takes the looks. */
export function Button({
  className,
  variant = "primary",
  size = "medium",
  asChild = false,
  ...props
}: ButtonProps) {
  const looks = cn(BASE, VARIANTS[variant], SIZES[size], className);
  const { children } = props;
  if (!asChild || !isValidElement<ComponentProps<"a">>(children)) {
    return <button className={looks} {...props} />;
  }
  return cloneElement(children, { className: cn(looks, children.props.className) });
}
