import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Dice } from "../support/dice";
import type { History } from "./history";
import { reasonOf, send, type HttpAnswer, type HttpCall } from "./http";
import { fillPayForm, readPayForm, type PayForm } from "../support/pay-form";

const READ_TIMEOUT_MS = 5_000;
/** A start may take a token's and a push's deadline. */
const START_TIMEOUT_MS = 20_000;
const READ_TRIES = 15;
const ORDER_TRIES = 60;
const START_TRIES = 4;
const POLL_MS = 700;

const orderShape = z.looseObject({ id: z.string() });
const statusShape = z.looseObject({
  status: z.string(),
  attempt: z.looseObject({ state: z.string() }).nullable(),
});
const detailShape = z.looseObject({ attempts: z.array(z.looseObject({ id: z.string() })) });

export type OrderStatus = { status: string; state: string | null };

export type CounterOptions = {
  entryUrl: string;
  apiKey: string;
  /** Whose hand it is, in the history. */
  who: string;
  address: string;
  dice: Dice;
  history: History;
  /** Told of every attempt that was named to start another in spite of it. */
  onExplicitStep: (attemptId: string) => void;
};

/**
 * What a customer's browser and the merchant's own server do over HTTP: they try again when nobody
 * answers, and every action and answer goes into the history.
 */
export class Counter {
  private readonly options: CounterOptions;

  constructor(options: CounterOptions) {
    this.options = options;
  }

  private note(what: string, detail: Record<string, unknown>): void {
    this.options.history.note(this.options.who, what, detail);
  }

  private async attempt(what: string, path: string, call: HttpCall): Promise<HttpAnswer | null> {
    try {
      return await send(`${this.options.entryUrl}${path}`, call);
    } catch (error) {
      this.note(what, { failed: reasonOf(error) });
      return null;
    }
  }

  private pause(): Promise<void> {
    return sleep(this.options.dice.between(250, 900));
  }

  /** Tries until `isAnswer` likes what comes; throws after a bounded number of tries. */
  private async insist(
    what: string,
    path: string,
    call: HttpCall,
    isAnswer: (answer: HttpAnswer) => boolean,
    tries = READ_TRIES,
  ): Promise<HttpAnswer | null> {
    for (let tried = 0; tried < tries; tried += 1) {
      const answer = await this.attempt(what, path, call);
      if (answer !== null && isAnswer(answer)) return answer;
      if (answer !== null) this.note(what, { status: answer.status });
      await this.pause();
    }
    return null;
  }

  private get merchantHeaders(): Record<string, string> {
    return {
      authorization: `Bearer ${this.options.apiKey}`,
      "content-type": "application/json",
    };
  }

  /** Makes an order; tried again under the same key, it is the same order. */
  async createOrder(order: Record<string, unknown>, key: string): Promise<string | null> {
    const answer = await this.insist(
      "create order",
      "/api/v1/orders",
      {
        method: "POST",
        headers: { ...this.merchantHeaders, "idempotency-key": key },
        body: JSON.stringify(order),
        timeoutMs: READ_TIMEOUT_MS,
      },
      ({ status }) => status === 201,
      ORDER_TRIES,
    );
    if (answer === null) return null;
    const { id } = orderShape.parse(JSON.parse(answer.text));
    this.note("order", { orderId: id, ...order });
    return id;
  }

  /** Opens the pay page; null where it shows no form (or nobody answers). */
  async openPage(orderId: string): Promise<PayForm | null> {
    const answer = await this.insist(
      "open page",
      `/pay/${orderId}`,
      { headers: this.browserHeaders, timeoutMs: READ_TIMEOUT_MS },
      // Without its database the page says so, in a page without a form and without an order.
      ({ status, text }) => status === 200 && text.includes(orderId),
    );
    const form = answer === null ? null : readPayForm(answer.text);
    this.note("page", { orderId, form: form !== null, despite: form?.despiteAttemptId ?? null });
    return form;
  }

  private get browserHeaders(): Record<string, string> {
    return { "x-forwarded-for": this.options.address, origin: this.options.entryUrl };
  }

  /** Sends the form; sends it again when nobody answered, as a person does. Answers the status. */
  async submit(
    orderId: string,
    form: PayForm,
    phone: string,
    { signal, tries = START_TRIES }: { signal?: AbortSignal; tries?: number } = {},
  ): Promise<number | null> {
    const { body, contentType } = await fillPayForm(form, phone);
    if (form.despiteAttemptId !== null) this.options.onExplicitStep(form.despiteAttemptId);
    this.note("submit", { orderId, phone, despite: form.despiteAttemptId });
    const answer = await this.insist(
      "submit",
      `/pay/${orderId}`,
      {
        method: "POST",
        headers: { ...this.browserHeaders, "content-type": contentType },
        body,
        timeoutMs: START_TIMEOUT_MS,
        ...(signal === undefined ? {} : { signal }),
      },
      ({ status }) => status < 500,
      signal === undefined ? tries : 1,
    );
    this.note("submitted", { orderId, status: answer?.status ?? null });
    return answer?.status ?? null;
  }

  /**
   * Assisted checkout. When no answer comes the merchant's server looks at the order first: it asks
   * again only if no attempt is there.
   */
  async startByApi(
    orderId: string,
    phone: string,
    despiteAttemptId?: string,
  ): Promise<number | null> {
    const path = `/api/v1/orders/${orderId}/attempts`;
    const named = despiteAttemptId === undefined ? {} : { despiteAttemptId };
    const body = JSON.stringify({ phoneNumber: phone, ...named });
    if (despiteAttemptId !== undefined) this.options.onExplicitStep(despiteAttemptId);
    const before = await this.countAttempts(orderId);
    for (let tried = 0; tried < START_TRIES; tried += 1) {
      this.note("start by API", { orderId, phone, ...named });
      const call = { method: "POST", headers: this.merchantHeaders, body } as const;
      const answer = await this.attempt("start by API", path, {
        ...call,
        timeoutMs: START_TIMEOUT_MS,
      });
      this.note("started by API", { orderId, status: answer?.status ?? null });
      if (answer !== null && answer.status < 500) return answer.status;
      const now = await this.countAttempts(orderId);
      if (now === null || before === null || now > before) return null;
      await this.pause();
    }
    return null;
  }

  private async countAttempts(orderId: string): Promise<number | null> {
    const answer = await this.insist(
      "read order",
      `/api/v1/orders/${orderId}`,
      { headers: this.merchantHeaders, timeoutMs: READ_TIMEOUT_MS },
      ({ status }) => status === 200,
    );
    return answer === null ? null : detailShape.parse(JSON.parse(answer.text)).attempts.length;
  }

  /** Polls the order until `isEnough` or the time is up; answers what was seen last. */
  async watch(
    orderId: string,
    forMs: number,
    isEnough: (seen: OrderStatus) => boolean,
  ): Promise<OrderStatus | null> {
    const endsAtMs = performance.now() + forMs;
    let last: OrderStatus | null = null;
    while (performance.now() < endsAtMs) {
      const path = `/api/orders/${orderId}/status`;
      const answer = await this.attempt("poll", path, { timeoutMs: READ_TIMEOUT_MS });
      if (answer?.status === 200) {
        const { status, attempt } = statusShape.parse(JSON.parse(answer.text));
        const seen = { status, state: attempt?.state ?? null };
        if (seen.status !== last?.status || seen.state !== last.state) {
          this.note("sees", { orderId, ...seen });
        }
        last = seen;
        if (isEnough(seen)) return seen;
      }
      await sleep(POLL_MS);
    }
    return last;
  }
}

/** Nothing more is to be seen: paid, ended, or waiting for a person. */
export const isSettled = ({ status, state }: OrderStatus): boolean =>
  status !== "open" || state === "review" || state === "succeeded";

/** Settled, or failed so that the customer may try again. */
export const isDecided = (seen: OrderStatus): boolean => isSettled(seen) || seen.state === "failed";
