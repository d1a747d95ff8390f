import { z } from "zod";

export const orderShape = z.looseObject({
  id: z.string(),
  status: z.string(),
  version: z.number(),
  amountKes: z.number(),
  paidKes: z.number(),
  accountReference: z.string(),
  payUrl: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
});

const attemptShape = z.looseObject({
  id: z.string(),
  push: z.string(),
  outcome: z.string(),
  reason: z.string().nullable(),
});

const orderDetailShape = orderShape.extend({
  attempts: z.array(attemptShape),
  payments: z.array(
    z.looseObject({ amountKes: z.number(), receipt: z.string().nullable(), counted: z.boolean() }),
  ),
  flags: z.array(z.string()),
});

const pageShape = z.object({ data: z.array(orderShape), nextCursor: z.string().nullable() });

const statusShape = z.looseObject({
  orderId: z.string(),
  version: z.number(),
  status: z.string(),
  paidKes: z.number(),
  attempt: z.looseObject({ state: z.string(), reason: z.string().nullable() }).nullable(),
  pollAfterMs: z.number().nullable(),
});

export type Order = z.infer<typeof orderShape>;
export type OrderDetail = z.infer<typeof orderDetailShape>;
export type Attempt = z.infer<typeof attemptShape>;
export type OrderStatusAnswer = z.infer<typeof statusShape>;
export type Answer = { status: number; body: unknown; headers: Headers };

export type NewOrder = {
  amountKes: number;
  title?: string;
  reference?: string;
  successUrl?: string;
  cancelUrl?: string;
  expiresInSeconds?: number;
  metadata?: Record<string, string>;
};

/** The merchant's own server: calls the API with a secret key. */
export class MerchantApi {
  readonly appUrl: string;
  private readonly apiKey: string;

  constructor(appUrl: string, apiKey: string) {
    this.appUrl = appUrl;
    this.apiKey = apiKey;
  }

  /** A request with the key, for bodies that are no JSON. */
  send(path: string, init: RequestInit): Promise<Response> {
    const headers = {
      authorization: `Bearer ${this.apiKey}`,
      "content-type": "application/json",
    };
    return fetch(`${this.appUrl}${path}`, { headers, ...init });
  }

  /** Any call, with its answer as it came; for stories about refusals. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.appUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.apiKey}`,
        "content-type": "application/json",
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === "" ? null : JSON.parse(text);
    return { status: response.status, body: parsed, headers: response.headers };
  }

  private async expect(status: number, ...call: Parameters<MerchantApi["call"]>): Promise<unknown> {
    const answer = await this.call(...call);
    if (answer.status !== status) {
      const said = JSON.stringify(answer.body);
      throw new Error(`${call[0]} ${call[1]} answered ${answer.status}, not ${status}: ${said}`);
    }
    return answer.body;
  }

  async createOrder(order: NewOrder, headers: Record<string, string> = {}): Promise<Order> {
    const body = { title: "Tea and mandazi", ...order };
    return orderShape.parse(await this.expect(201, "POST", "/api/v1/orders", body, headers));
  }

  async getOrder(id: string): Promise<OrderDetail> {
    return orderDetailShape.parse(await this.expect(200, "GET", `/api/v1/orders/${id}`));
  }

  /** One page of the orders; `query` as in an address. */
  async list(query: string): Promise<{ data: Order[]; nextCursor: string | null }> {
    return pageShape.parse(await this.expect(200, "GET", `/api/v1/orders?${query}`));
  }

  /** Assisted checkout: puts a prompt on the customer's phone. */
  async startAttempt(
    orderId: string,
    phoneNumber: string,
    despiteAttemptId?: string,
  ): Promise<Attempt> {
    const body = { phoneNumber, ...(despiteAttemptId === undefined ? {} : { despiteAttemptId }) };
    const path = `/api/v1/orders/${orderId}/attempts`;
    return attemptShape.parse(await this.expect(201, "POST", path, body));
  }

  async cancelOrder(id: string): Promise<Order> {
    return orderShape.parse(await this.expect(200, "POST", `/api/v1/orders/${id}/cancel`));
  }

  /** One pass of the sweeper, as the host's clock asks for it; answers its counts. */
  async sweep(cronSecret: string): Promise<Record<string, number>> {
    const response = await fetch(`${this.appUrl}/api/cron/sweep`, {
      headers: { authorization: `Bearer ${cronSecret}` },
    });
    if (response.status !== 200) throw new Error(`the sweep answered ${response.status}`);
    return z.record(z.string(), z.number()).parse(await response.json());
  }

  /** How many orders contradict their payments, as the health check counts them. */
  async brokenInvariants(): Promise<number> {
    const response = await fetch(`${this.appUrl}/api/health`);
    return z.object({ invariantsBroken: z.number() }).parse(await response.json()).invariantsBroken;
  }

  /** The public status, as the customer's page asks for it. */
  async status(orderId: string): Promise<OrderStatusAnswer> {
    const response = await fetch(`${this.appUrl}/api/orders/${orderId}/status`);
    return statusShape.parse(await response.json());
  }
}
