import { setMaxListeners } from "node:events";
import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const answerShape = z.object({ version: z.number(), status: z.string() });
export type Answer = z.infer<typeof answerShape>;

/** How a customer's page asks: it waits to be told (seconds, from and to), or asks every so often. */
export type Asking = { waitSeconds: readonly [number, number] } | { everyMs: number };

/** Pages are opened at any moment: 100 a second. */
const OPENED_TOGETHER = 10;
const RAMP_PAUSE_MS = 100;

/** Pages of customers, over one connection each, without a browser. */
export class Customers {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly appUrl: string;
  private readonly paidAtMs = new Map<string, number>();
  private readonly told = new Map<string, () => void>();
  private readonly leaving = new AbortController();
  private running: Promise<void>[] = [];
  /** Questions that were not answered with a status. */
  failures = 0;
  asked = 0;

  constructor(appUrl: string) {
    this.appUrl = appUrl;
    // Every customer listens for the end.
    setMaxListeners(0, this.leaving.signal);
  }

  /** Opens the pages of these orders, some at a time; each has its first answer when it resolves. */
  async open(orderIds: readonly string[], asking: Asking): Promise<void> {
    for (let start = 0; start < orderIds.length; start += OPENED_TOGETHER) {
      const some = orderIds.slice(start, start + OPENED_TOGETHER);
      const first = await Promise.all(some.map((orderId) => this.ask(orderId, "")));
      for (const [index, orderId] of some.entries()) {
        const version = first[index]?.version ?? 0;
        this.running.push(this.watch(orderId, version, asking));
      }
      await sleep(RAMP_PAUSE_MS);
    }
  }

  /** Resolves when the page of this order knows that it is paid, with the time of that moment. */
  async untilPaid(orderId: string): Promise<number> {
    if (!this.paidAtMs.has(orderId)) {
      await new Promise<void>((resolve) => this.told.set(orderId, resolve));
    }
    return this.paidAtMs.get(orderId) ?? Number.NaN;
  }

  /** Closes every page. */
  async close(): Promise<void> {
    this.leaving.abort();
    this.agent.destroy();
    await Promise.all(this.running);
    this.running = [];
  }

  private async watch(orderId: string, known: number, asking: Asking): Promise<void> {
    let version = known;
    if ("everyMs" in asking) await this.pause(Math.random() * asking.everyMs);
    while (!this.leaving.signal.aborted) {
      const query = "everyMs" in asking ? "" : `?after=${version}&wait=${drawWait(asking)}`;
      const answer = await this.ask(orderId, query);
      if (answer?.status === "paid") {
        this.paidAtMs.set(orderId, performance.now());
        this.told.get(orderId)?.();
        return;
      }
      version = answer?.version ?? version;
      if ("everyMs" in asking) await this.pause(asking.everyMs);
      else if (answer === null) await this.pause(1_000);
    }
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.leaving.signal }).catch(() => undefined);
  }

  private ask(orderId: string, query: string): Promise<Answer | null> {
    this.asked += 1;
    return new Promise((resolve) => {
      const give = (answer: Answer | null) => {
        if (answer === null && !this.leaving.signal.aborted) this.failures += 1;
        resolve(answer);
      };
      const url = `${this.appUrl}/api/orders/${orderId}/status${query}`;
      const question = get(url, { agent: this.agent }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.once("error", () => give(null));
        response.once("end", () => give(readAnswer(text)));
      });
      question.once("error", () => give(null));
    });
  }
}

function drawWait({ waitSeconds: [from, to] }: { waitSeconds: readonly [number, number] }): number {
  return from + Math.floor(Math.random() * (to - from + 1));
}

function readAnswer(text: string): Answer | null {
  try {
    return answerShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
