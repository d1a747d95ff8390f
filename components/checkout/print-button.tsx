"use client";

import { Button } from "@/components/ui/button";
import { PrinterIcon } from "@/components/ui/icons";

export function PrintButton({ label }: { label: string }) {
  return (
    <Button
      variant="secondary"
      onClick={() => {
        window.print();
      }}
    >
      <PrinterIcon />
      {label}
    </Button>
  );
}
