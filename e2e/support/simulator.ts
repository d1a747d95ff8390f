import { z } from "zod";

const debitShape = z.object({
  receipt: z.string(),
  amountKes: z.number(),
  msisdn: z.string(),
  businessShortCode: z.string(),
  accountReference: z.string(),
  checkoutRequestId: z.string(),
  at: z.string(),
});

const promptShape = z.object({
  checkoutRequestId: z.string(),
  msisdn: z.string(),
  amountKes: z.number(),
  accountReference: z.string(),
  state: z.enum(["open", "paid", "cancelled", "wrong_pin", "timed_out", "insufficient_balance"]),
  at: z.string(),
});

const deliveryShape = z.object({
  checkoutRequestId: z.string(),
  url: z.string(),
  status: z.number().nullable(),
  attempt: z.number(),
  at: z.string(),
  body: z.unknown(),
});

export type Debit = z.infer<typeof debitShape>;
export type Prompt = z.infer<typeof promptShape>;
export type Delivery = z.infer<typeof deliveryShape>;
export type PromptAnswer = "pay" | "cancel" | "wrong_pin" | "ignore";

/** The knobs of `PUT /_sim/faults` (contract.md, "Simulator"). */
export type Faults = {
  seed?: string | number;
  autoAnswer?: Partial<Record<"pay" | "cancel" | "wrongPin" | "ignore" | "insufficient", number>>;
  answerDelayMs?: [number, number];
  promptTimeoutMs?: number;
  callback?: Partial<
    Record<
      | "drop"
      | "duplicate"
      | "beforeResponse"
      | "resultCodeAsString"
      | "missingBalanceValue"
      | "maskedPhone"
      | "wrongAmount"
      | "lateSuccessAfterFailure",
      number
    > & { delayMs: [number, number] }
  >;
  push?: Partial<
    Record<"loseResponse" | "error500" | "html503" | "spikeArrest" | "hangMs", number> & {
      latencyMs: [number, number];
    }
  >;
  query?: Partial<
    Record<"wrongFailed" | "random500" | "perMinute", number> & {
      inProgressShape: "500.001.1001" | "4999" | "empty200" | "mixed";
      latencyMs: [number, number];
    }
  >;
  oauth?: Partial<
    Record<"expiresInSeconds" | "error400Empty", number> & { newTokenKillsOld: boolean }
  >;
};

export type Subscriber = {
  balanceKes?: number;
  reachable?: boolean;
  autoAnswer?: PromptAnswer | "none";
  answerAfterMs?: number;
};

const POLL_MS = 50;
const PROMPT_TIMEOUT_MS = 10_000;

/** The simulator's control API: what the customer's hand and Safaricom's bad days do. */
export class Simulator {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  private async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/_sim/${path}`, {
      method,
      headers: { "content-type": "application/json", connection: "close" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`simulator: ${method} ${path} answered ${response.status}: ${text}`);
    }
    return JSON.parse(text);
  }

  /** Every shilling that left a customer: the truth about money. */
  async ledger(): Promise<Debit[]> {
    const shape = z.object({ debits: z.array(debitShape) });
    return shape.parse(await this.call("GET", "ledger")).debits;
  }

  async prompts(): Promise<Prompt[]> {
    const shape = z.object({ prompts: z.array(promptShape) });
    return shape.parse(await this.call("GET", "prompts")).prompts;
  }

  /** Waits until the phone shows a prompt that is still open. */
  async openPrompt(msisdn: string): Promise<Prompt> {
    const endsAtMs = performance.now() + PROMPT_TIMEOUT_MS;
    for (;;) {
      const prompts = await this.prompts();
      const open = prompts.find((prompt) => prompt.msisdn === msisdn && prompt.state === "open");
      if (open !== undefined) return open;
      if (performance.now() > endsAtMs) {
        throw new Error(`no open prompt on ${msisdn}; prompts: ${JSON.stringify(prompts)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async answer(checkoutRequestId: string, action: PromptAnswer): Promise<void> {
    await this.call("POST", `prompts/${checkoutRequestId}/answer`, { action });
  }

  /** Makes a shortcode known; with a `consumer` its key has that secret alone. */
  async setShortcode(
    number: string,
    details: {
      passKey: string;
      type: "paybill" | "till";
      consumer?: { key: string; secret: string };
    },
  ): Promise<void> {
    await this.call("PUT", `shortcodes/${number}`, details);
  }

  async setSubscriber(msisdn: string, settings: Subscriber): Promise<void> {
    await this.call("PUT", `subscribers/${msisdn}`, settings);
  }

  /** Replaces the whole set of knobs; `{}` clears them. */
  async setFaults(faults: Faults): Promise<void> {
    await this.call("PUT", "faults", faults);
  }

  /** Every callback delivery that was tried, dropped ones with status null. */
  async deliveries(): Promise<Delivery[]> {
    const shape = z.object({ deliveries: z.array(deliveryShape) });
    return shape.parse(await this.call("GET", "callbacks")).deliveries;
  }

  /** Delivers the callback (again) now, or `body` in its place. */
  async deliver(checkoutRequestId: string, body?: unknown): Promise<void> {
    const replacement = body === undefined ? {} : { body };
    await this.call("POST", `callbacks/${checkoutRequestId}/deliver`, replacement);
  }

  async reset(): Promise<void> {
    await this.call("POST", "reset");
  }
}
