import { useId, type ComponentProps } from "react";
import { cn } from "@/lib/class-names";
import { Input } from "./input";
import { Label } from "./label";

/** A text field with its name, a hint, and what is wrong with it. */
export function Field({
  label,
  hint,
  error,
  className,
  ...input
}: ComponentProps<typeof Input> & { label: string; hint: string; error: string | null }) {
  const id = useId();
  return (
    <div className={cn("space-y-1.5", className)}>
      <Label htmlFor={id}>{label}</Label>
      <p id={`${id}-hint`} className="text-muted-foreground text-sm">
        {hint}
      </p>
      {error !== null && (
        <p id={`${id}-error`} className="text-danger font-medium">
          {error}
        </p>
      )}
      <Input
        id={id}
        aria-invalid={error !== null}
        aria-describedby={error === null ? `${id}-hint` : `${id}-error ${id}-hint`}
        autoComplete="off"
        {...input}
      />
    </div>
  );
}
