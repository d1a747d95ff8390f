"use client";

import { useTranslations } from "next-intl";

const FULL_SECONDS = 60;
const RADIUS = 28;
const CIRCLE = 2 * Math.PI * RADIUS;

/** Seconds left as a number in a ring. A timer is silent by role: nothing is spoken every second. */
export function Countdown(props: { secondsLeft: number }) {
  const t = useTranslations("checkout.waiting");
  // A clock that is a little off must not show 61.
  const secondsLeft = Math.min(FULL_SECONDS, props.secondsLeft);
  const share = secondsLeft / FULL_SECONDS;
  return (
    <div role="timer" aria-label={t("timeLeft")} className="relative size-20 shrink-0">
      <svg viewBox="0 0 64 64" aria-hidden="true" className="size-full -rotate-90">
        <circle cx="32" cy="32" r={RADIUS} fill="none" strokeWidth="6" className="stroke-muted" />
        <circle
          cx="32"
          cy="32"
          r={RADIUS}
          fill="none"
          strokeWidth="6"
          strokeLinecap="round"
          strokeDasharray={CIRCLE.toFixed(2)}
          strokeDashoffset={(CIRCLE * (1 - share)).toFixed(2)}
          className="stroke-primary"
        />
      </svg>
      <span className="absolute inset-0 grid place-items-center text-base font-bold tabular-nums">
        {t("seconds", { seconds: secondsLeft })}
      </span>
    </div>
  );
}
