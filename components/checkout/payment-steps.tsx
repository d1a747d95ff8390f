"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TickIcon } from "@/components/ui/icons";
import { KeepTogether } from "@/components/ui/keep-together";
import { cn } from "@/lib/class-names";

type StepState = "done" | "now" | "next" | "unknown";

/** One step: `words` says what it is in the state it is in, `children` what belongs to it now. */
export type PaymentStep = { key: string; state: StepState; words: string; children?: ReactNode };

/** How far the payment is. Steps change on what M-PESA really told, never with time alone. */
export function PaymentSteps({ steps }: { steps: PaymentStep[] }) {
  return (
    <ol>
      {steps.map(({ key, state, words, children }, index) => (
        <li
          key={key}
          aria-current={state === "now" ? "step" : undefined}
          className="relative flex gap-3 pb-4 last:pb-0"
        >
          {index < steps.length - 1 && (
            <span
              aria-hidden="true"
              className={cn(
                "absolute start-[0.8125rem] top-7 bottom-0 w-0.5",
                state === "done" ? "bg-primary" : "bg-border",
              )}
            />
          )}
          <StepMark state={state} number={index + 1} />
          <div className="min-w-0 flex-1 space-y-3">
            <p
              className={cn("pt-0.5", state === "now" ? "font-semibold" : "text-muted-foreground")}
            >
              <KeepTogether>{words}</KeepTogether> <StepStateForReaders state={state} />
            </p>
            {children}
          </div>
        </li>
      ))}
    </ol>
  );
}

function StepMark({ state, number }: { state: StepState; number: number }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "grid size-7 shrink-0 place-items-center rounded-full border-2 text-sm font-bold",
        state === "done" && "border-primary bg-primary text-primary-foreground",
        state === "now" && "border-primary text-foreground",
        state === "next" && "border-border text-muted-foreground",
        state === "unknown" && "border-warning text-warning border-dashed",
      )}
    >
      {state === "done" ? <TickIcon className="size-4" /> : null}
      {state === "unknown" && "?"}
      {(state === "now" || state === "next") && number}
    </span>
  );
}

function StepStateForReaders({ state }: { state: StepState }) {
  const t = useTranslations("checkout.steps");
  return state === "done" ? <span className="sr-only">{t("done")}</span> : null;
}
