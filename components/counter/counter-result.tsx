"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import type { CheckoutScreen } from "@/components/checkout/screen";
import { CheckIcon } from "@/components/ui/icons";
import { cn } from "@/lib/class-names";
import type { CounterView } from "@/lib/counter/model";
import { formatKes } from "@/lib/money";
import { COUNTER_TONES } from "./counter-tone";

/** The result, big enough for both sides of the counter. A screen reader hears each change of it. */
export function CounterResult({
  heading,
  screen,
  view,
  secondsLeft,
}: {
  heading: RefObject<HTMLHeadingElement | null>;
  screen: CheckoutScreen;
  view: CounterView;
  secondsLeft: number | null;
}) {
  const t = useTranslations("cashier");
  const { amountKes, paidKes } = view.status;
  return (
    <div className={cn("space-y-3 rounded-2xl border-2 p-5 text-center", COUNTER_TONES[screen])}>
      <div role="status" className="space-y-2">
        <h1
          ref={heading}
          tabIndex={-1}
          className={cn(
            "leading-tight font-extrabold",
            screen === "paid" ? "text-5xl sm:text-7xl" : "text-3xl sm:text-4xl",
          )}
        >
          {screen === "paid" && <CheckIcon className="me-2 inline size-[0.9em] align-[-0.1em]" />}
          {t(`screens.${screen}.title`)}
        </h1>
        <p className="text-4xl font-bold tabular-nums sm:text-5xl">
          {formatKes(screen === "paid" ? paidKes : amountKes)}
        </p>
        <p className="text-lg">
          <ResultWords screen={screen} view={view} />
        </p>
      </div>
      {screen === "waiting" && secondsLeft !== null && (
        <p role="timer" className="text-2xl font-bold tabular-nums">
          {t("secondsLeft", { seconds: secondsLeft })}
        </p>
      )}
      <p className="wrap-anywhere">{view.title}</p>
    </div>
  );
}

function ResultWords({ screen, view }: { screen: CheckoutScreen; view: CounterView }) {
  const t = useTranslations("cashier");
  switch (screen) {
    case "paid":
      return null;
    case "failed":
      return t(`reasons.${view.status.attempt?.reason ?? "unknown"}`);
    case "partly_paid": {
      const { paidKes, amountKes } = view.status;
      return t("screens.partly_paid.body", {
        paid: formatKes(paidKes),
        total: formatKes(amountKes),
      });
    }
    case "pay":
    case "sending":
    case "waiting":
    case "checking":
    case "unresolved":
    case "review":
    case "expired":
    case "cancelled":
      return t(`screens.${screen}.body`);
    default:
      return screen satisfies never;
  }
}
