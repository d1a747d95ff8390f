"use client";

import { useEffect, useState } from "react";

const TICK_MS = 1_000;

/** "09:45:07" in Nairobi, which keeps no summer time: three hours before UTC. */
function timeInNairobi(atMs: number): string {
  return new Date(atMs + 3 * 60 * 60_000).toISOString().slice(11, 19);
}

/**
 * A clock that goes, so that a live page can be told from a picture of one. It begins at the server's
 * time, because a phone's own clock may be wrong. Without JavaScript it stands at the time of rendering,
 * and `stillLabel` says so.
 */
export function LiveClock({
  renderedAt,
  label,
  stillLabel,
}: {
  renderedAt: string;
  label: string;
  stillLabel: string;
}) {
  const [passedMs, setPassedMs] = useState<number | null>(null);
  useEffect(() => {
    const sinceMs = Date.now();
    const timer = setInterval(() => setPassedMs(Date.now() - sinceMs), TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return (
    <p className="flex flex-wrap items-baseline justify-center gap-x-3">
      <span className="text-sm">{passedMs === null ? stillLabel : label}</span>
      <span className="text-2xl font-bold tabular-nums">
        {timeInNairobi(Date.parse(renderedAt) + (passedMs ?? 0))}
      </span>
    </p>
  );
}
