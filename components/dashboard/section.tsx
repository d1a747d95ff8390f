import { useId, type ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/card";

/** A part of the order's page under its own heading. */
export function Section({
  title,
  anchor,
  children,
}: {
  title: string;
  /** What an address names it by, if anything. */
  anchor?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section id={anchor} aria-labelledby={id}>
      <Card className="space-y-4">
        <CardTitle id={id}>{title}</CardTitle>
        {children}
      </Card>
    </section>
  );
}
