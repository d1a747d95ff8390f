import { useId, type ComponentProps } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

/** A text field with its hint, and what is wrong with it. */
export function ShopField({
  label,
  hint,
  error,
  ...input
}: ComponentProps<typeof Input> & { label: string; hint: string; error: string | null }) {
  const id = useId();
  return (
    <div className="space-y-1.5">
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
        aria-required="true"
        aria-invalid={error !== null}
        aria-describedby={error === null ? `${id}-hint` : `${id}-error ${id}-hint`}
        autoComplete="off"
        {...input}
      />
    </div>
  );
}
