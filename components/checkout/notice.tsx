import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

/** A page that says one thing: a heading, a few sentences, what to do. */
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="space-y-4">
      <h1 className="text-2xl leading-tight font-bold">{title}</h1>
      {children}
    </Card>
  );
}
