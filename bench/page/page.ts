import { loadavg } from "node:os";
import { chromium, type Browser } from "@playwright/test";
import { MerchantApi } from "@/e2e/support/api";
import { findBrowser } from "@/e2e/support/browser";
import type { BenchStack } from "../open-stack";
import { percentile } from "../percentiles";
import type { BenchContext, Figure, Goal, Measured, Profile } from "../profile";
import { openBarePage } from "./bare-page";
import { printWeights } from "./print-weights";
import { recordLoad } from "./record-load";
import { installLighthouse, runLighthouse, type LighthouseRun } from "./run-lighthouse";
import { timeLoad, type Timing } from "./time-load";
import { gzipBytes, KINDS, weigh, withoutInlineData, type Received, type Weights } from "./weigh";

const TIMED_LOADS = 7;
const FEWEST_LOADS = 5;
const LIGHTHOUSE_RUNS = 3;
/** A server that has just started compiles its first answers. */
const WARM_LOADS = 2;

const PAY = "pay page";
const BARE = "bare page";

type Page = { name: string; url: string };

/** An order that somebody is about to pay, as any shop makes one. */
async function createPayUrl({ appUrl, access }: BenchStack): Promise<string> {
  const order = await new MerchantApi(appUrl, access.apiKey).createOrder({
    amountKes: 1_250,
    title: "Kiondo basket, handwoven",
    reference: "bench-page",
    successUrl: "https://shop.example/thanks",
  });
  return order.payUrl;
}

async function weighPage(browser: Browser, url: string): Promise<Received[]> {
  for (let load = 0; load < WARM_LOADS; load += 1) await recordLoad(browser, url);
  return recordLoad(browser, url);
}

function weightFigures(name: string, weights: Weights): Figure[] {
  const figures: Figure[] = [{ name: `${name}: requests`, value: weights.all.requests, unit: "" }];
  for (const kind of [...KINDS, "all"] as const) {
    const weight = weights[kind];
    if (weight.requests === 0) continue;
    for (const measure of ["wire", "raw", "gzip", "brotli"] as const) {
      figures.push({ name: `${name}: ${kind}, ${measure}`, value: weight[measure], unit: "B" });
    }
  }
  return figures;
}

/** Bytes that must be there before anything is seen, compressed as on the fly. */
function paintFigures(received: readonly Received[]): { blocking: number; figures: Figure[] } {
  const sum = (kinds: readonly string[], bytesOf: (body: Buffer) => number) =>
    received
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((total, { body }) => total + bytesOf(body), 0);
  const blocking = sum(["HTML", "CSS"], gzipBytes);
  const markup = sum(["HTML"], (body) => gzipBytes(withoutInlineData(body)));
  return {
    blocking,
    figures: [
      { name: `${PAY}: HTML without React's data, gzip`, value: markup, unit: "B" },
      { name: `${PAY}: blocks the first paint (HTML and CSS, gzip)`, value: blocking, unit: "B" },
    ],
  };
}

async function timePage(
  browser: Browser,
  { name, url }: Page,
  loads: number,
): Promise<{ largestPaintMs: number; figures: Figure[] }> {
  const timings: Timing[] = [];
  for (let load = 0; load < loads; load += 1) timings.push(await timeLoad(browser, url));
  const middle = (pick: (timing: Timing) => number) => percentile(timings.map(pick), 0.5);
  const largestPaintMs = middle((timing) => timing.largestPaintMs);
  const ms = (what: string, value: number): Figure => ({
    name: `${name}, slow phone: ${what}`,
    value: Math.round(value),
    unit: "ms",
  });
  const shift = middle(({ layoutShift }) => layoutShift);
  return {
    largestPaintMs,
    figures: [
      ms(
        "FCP",
        middle(({ firstPaintMs }) => firstPaintMs),
      ),
      ms("LCP", largestPaintMs),
      ms(
        "TBT",
        middle(({ blockingMs }) => blockingMs),
      ),
      { name: `${name}, slow phone: CLS`, value: shift, unit: "" },
    ],
  };
}

async function askLighthouse({ name, url }: Page, runs: number) {
  const browser = await findBrowser();
  await installLighthouse();
  const results: LighthouseRun[] = [];
  for (let run = 0; run < runs; run += 1) results.push(await runLighthouse(url, browser));
  const middle = (what: keyof LighthouseRun) =>
    percentile(
      results.map((result) => result[what]),
      0.5,
    );
  const figure = (what: string, value: number, unit: string): Figure => ({
    name: `${name}, Lighthouse: ${what}`,
    value,
    unit,
  });
  return {
    middle,
    figures: [
      figure("performance", middle("performance"), ""),
      figure("accessibility", middle("accessibility"), ""),
      figure("best practices", middle("bestPractices"), ""),
      figure("FCP", Math.round(middle("firstPaintMs")), "ms"),
      figure("LCP", Math.round(middle("largestPaintMs")), "ms"),
      figure("TBT", Math.round(middle("blockingMs")), "ms"),
      figure("CLS", middle("layoutShift"), ""),
    ],
  };
}

async function measure(context: BenchContext, browser: Browser): Promise<Measured> {
  const { progress } = context;
  progress("building the bare page");
  const bare = await openBarePage();
  const stack = await context.openStack();
  const pay: Page = { name: PAY, url: await createPayUrl(stack) };
  const empty: Page = { name: BARE, url: bare.url };
  progress("weighing");
  const received = await weighPage(browser, pay.url);
  const weights = weigh(received);
  const bareWeights = weigh(await weighPage(browser, empty.url));
  printWeights([PAY, BARE], weights, bareWeights);
  const paint = paintFigures(received);
  const loads = Math.max(FEWEST_LOADS, Math.round(TIMED_LOADS * context.scale));
  progress(`${loads} loads of each on a slow phone`);
  const timed = await timePage(browser, pay, loads);
  const bareTimed = await timePage(browser, empty, loads);
  progress(`Lighthouse, ${LIGHTHOUSE_RUNS} times`);
  const lighthouse = await askLighthouse(pay, LIGHTHOUSE_RUNS);
  const bareLighthouse = await askLighthouse(empty, 1);
  await bare.stop();
  const scriptsAbove = weights.JS.gzip - bareWeights.JS.gzip;
  const [busy = 0] = loadavg();
  const goals: Goal[] = [
    { name: "JS above the bare page, gzip", value: scriptsAbove, unit: "B", atMost: 25_000 },
    { name: "HTML and CSS, gzip", value: paint.blocking, unit: "B", atMost: 14_000 },
    { name: "LCP, slow phone", value: timed.largestPaintMs, unit: "ms", atMost: 1_800 },
    { name: "performance", value: lighthouse.middle("performance"), unit: "", atLeast: 95 },
    { name: "accessibility", value: lighthouse.middle("accessibility"), unit: "", atLeast: 100 },
    { name: "best practices", value: lighthouse.middle("bestPractices"), unit: "", atLeast: 100 },
  ];
  return {
    figures: [
      ...weightFigures(PAY, weights),
      ...weightFigures(BARE, bareWeights),
      {
        name: "JS above the bare page, wire",
        value: weights.JS.wire - bareWeights.JS.wire,
        unit: "B",
      },
      ...paint.figures,
      ...[...timed.figures, ...bareTimed.figures],
      ...[...lighthouse.figures, ...bareLighthouse.figures],
      { name: "load of the machine (1 minute)", value: busy, unit: "" },
    ],
    goals,
  };
}

/** What a customer's phone has to load and do before it can pay, beside a page that has nothing. */
export const page: Profile = {
  name: "page",
  title: "The weight of the pay page",
  run: async (context) => {
    const browser = await chromium.launch(await findBrowser());
    try {
      return await measure(context, browser);
    } finally {
      await browser.close();
    }
  },
};
