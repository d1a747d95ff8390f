"use client";

import type { MouseEvent, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button";

/**
 * Submits its form once: while the answer is awaited it says `pendingLabel` and takes no click. It
 * is not `disabled` then, which would take the focus away from whoever uses a keyboard.
 */
export function SubmitButton({
  children,
  pendingLabel,
  onClick,
  ...props
}: Omit<Parameters<typeof Button>[0], "children"> & {
  children: ReactNode;
  pendingLabel: string;
}) {
  const { pending } = useFormStatus();
  return (
    <Button
      {...props}
      type="submit"
      aria-disabled={pending || undefined}
      onClick={(event: MouseEvent<HTMLButtonElement>) => {
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {pending ? pendingLabel : children}
    </Button>
  );
}
