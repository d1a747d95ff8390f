import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "@playwright/test";

/** A slow line and a small phone, as Lighthouse has them for "mobile". */
const LINE = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const CPU_SLOWDOWN = 4;
/** What comes later than this after the load is no part of it. */
const AFTER_LOAD_MS = 2_500;
const LIMIT_MS = 90_000;
/** Tasks up to this long block nobody (definition of the total blocking time). */
const SHORT_TASK_MS = 50;

/** Milliseconds, but for the layout shift, which is a share of the screen. */
export type Timing = {
  firstPaintMs: number;
  largestPaintMs: number;
  blockingMs: number;
  layoutShift: number;
};

type Observed = {
  firstPaintMs: number;
  largestPaintMs: number;
  layoutShift: number;
  tasks: { startMs: number; durationMs: number }[];
};

const KINDS = ["paint", "largest-contentful-paint", "layout-shift", "longtask"];

/**
 * Runs in the page, before anything of it. Holds no function with a name: what runs this file gives
 * such functions a call that a page does not know.
 */
function observe(kinds: readonly string[]): void {
  const seen: Observed = { firstPaintMs: 0, largestPaintMs: 0, layoutShift: 0, tasks: [] };
  Object.assign(globalThis, { malipoObserved: seen });
  for (const type of kinds) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { name, startTime, duration } = entry;
        if (name === "first-contentful-paint") seen.firstPaintMs = startTime;
        if (type === "largest-contentful-paint") seen.largestPaintMs = startTime;
        if (type === "longtask") seen.tasks.push({ startMs: startTime, durationMs: duration });
        if ("value" in entry && typeof entry.value === "number") seen.layoutShift += entry.value;
      }
    }).observe({ type, buffered: true });
  }
}

/** Handed over by `observe` above, so its shape is known. */
const readObserved = () => (globalThis as unknown as { malipoObserved: Observed }).malipoObserved;

/** Total blocking time: what every task after the first paint takes beyond 50 ms. */
function blockingMs({ tasks, firstPaintMs }: Observed): number {
  return tasks
    .filter(({ startMs, durationMs }) => startMs + durationMs > firstPaintMs)
    .reduce((sum, { durationMs }) => sum + Math.max(0, durationMs - SHORT_TASK_MS), 0);
}

/**
 * One first visit under 1.6 Mbit/s, 150 ms and a processor four times slower, as Chromium emulates
 * them: each request waits 150 ms for its answer; opening the connection costs nothing.
 */
export async function timeLoad(browser: Browser, url: string): Promise<Timing> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", { offline: false, ...LINE });
    await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
    await page.addInitScript(observe, KINDS);
    await page.goto(url, { waitUntil: "load", timeout: LIMIT_MS });
    await sleep(AFTER_LOAD_MS);
    const observed = await page.evaluate(readObserved);
    const { firstPaintMs, largestPaintMs, layoutShift } = observed;
    if (firstPaintMs === 0 || largestPaintMs === 0) throw new Error(`no paint was seen at ${url}`);
    return { firstPaintMs, largestPaintMs, layoutShift, blockingMs: blockingMs(observed) };
  } finally {
    await context.close();
  }
}
