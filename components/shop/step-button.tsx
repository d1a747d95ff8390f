"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button";

/**
 * One way to change a quantity. It stays ready while the answer is awaited, so that three quick
 * presses count as three; only its looks tell that something is under way.
 */
export function StepButton(props: ComponentProps<typeof Button>) {
  const { pending } = useFormStatus();
  return <Button type="submit" name="change" data-pending={pending || undefined} {...props} />;
}
