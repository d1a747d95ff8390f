import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf, send } from "../chaos/http";
import { fillPayForm, readPayForm } from "../support/pay-form";
import type { OutageWorld } from "./world";

/** Longer than any answer may take, so that what hangs is measured and not cut off. */
const GIVE_UP_MS = 30_000;
const PAUSE_MS = 120;

export type Kind =
  "status" | "api read" | "api create" | "api start" | "page" | "pay form" | "health";

export type Answered = {
  kind: Kind;
  app: number;
  /** 0 when no whole answer came. */
  status: number;
  startedMs: number;
  tookMs: number;
};

type Request = {
  kind: Kind;
  app: number;
  path: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: Buffer | string;
};

/** What customers and merchants do all the time, on both apps; every answer is written down. */
export class Load {
  readonly answers: Answered[] = [];
  private readonly world: OutageWorld;
  private readonly orderIds: readonly string[];
  private lanes: Promise<void>[] = [];
  private isStopping = false;

  constructor(world: OutageWorld, orderIds: readonly string[]) {
    this.world = world;
    this.orderIds = orderIds;
  }

  /** Sends one request and writes down what came of it. */
  async ask(request: Request): Promise<{ status: number; text: string }> {
    const { kind, app, path, method = "GET", headers = {}, body } = request;
    const startedMs = performance.now();
    const url = `${this.world.apps[app === 0 ? 0 : 1].url}${path}`;
    const call = {
      method,
      headers,
      timeoutMs: GIVE_UP_MS,
      ...(body === undefined ? {} : { body }),
    };
    const answer = await send(url, call).catch((error: unknown) => ({
      status: 0,
      text: reasonOf(error),
    }));
    const tookMs = performance.now() - startedMs;
    this.answers.push({ kind, app, status: answer.status, startedMs, tookMs });
    return answer;
  }

  start(): void {
    for (const app of [0, 1]) {
      for (const step of this.steps(app)) this.lanes.push(this.lane(step));
    }
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.lanes);
  }

  private async lane(step: () => Promise<unknown>): Promise<void> {
    while (!this.isStopping) {
      await step();
      await sleep(PAUSE_MS);
    }
  }

  private order(): string {
    return this.orderIds[this.world.draw.below(this.orderIds.length)] ?? "";
  }

  /** One round of every kind on one app, as a person would do it. */
  steps(app: number): (() => Promise<{ status: number; text: string }>)[] {
    const { apiKey } = this.world;
    const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
    const create = () => {
      const body = JSON.stringify({ amountKes: 50, title: "Meanwhile" });
      return this.ask({
        kind: "api create",
        app,
        path: "/api/v1/orders",
        method: "POST",
        headers,
        body,
      });
    };
    return [
      () => this.ask({ kind: "health", app, path: "/api/health" }),
      () => this.ask({ kind: "status", app, path: `/api/orders/${this.order()}/status` }),
      () => this.ask({ kind: "api read", app, path: `/api/v1/orders/${this.order()}`, headers }),
      () => this.ask({ kind: "page", app, path: `/pay/${this.order()}` }),
      async () => {
        const made = await create();
        const id = /"id":"(ord_\w+)"/.exec(made.text)?.[1];
        if (id === undefined) return made;
        const body = JSON.stringify({ phoneNumber: this.world.newPhone().typed });
        const path = `/api/v1/orders/${id}/attempts`;
        return this.ask({ kind: "api start", app, path, method: "POST", headers, body });
      },
      () => this.payByPage(app, create),
    ];
  }

  /** Opens a page while it can be had and sends its form a little later. */
  private async payByPage(app: number, create: () => Promise<{ status: number; text: string }>) {
    const made = await create();
    const id = /"id":"(ord_\w+)"/.exec(made.text)?.[1];
    if (id === undefined) return made;
    const path = `/pay/${id}`;
    const page = await this.ask({ kind: "page", app, path });
    const form = readPayForm(page.text);
    if (form === null) return page;
    await sleep(this.world.draw.between(0, 1_000));
    const { body, contentType } = await fillPayForm(form, this.world.newPhone().typed);
    const headers = {
      "content-type": contentType,
      origin: this.world.apps[app === 0 ? 0 : 1].url,
      "x-forwarded-for": `203.0.${this.world.draw.below(256)}.${this.world.draw.below(256)}`,
    };
    return this.ask({ kind: "pay form", app, path, method: "POST", headers, body });
  }
}
