import fc from "fast-check";
import {
  brokenBytes,
  callbackText,
  hostileJson,
  orderInput,
  typedText,
} from "@/scripts/fuzzing/hostile-values";
import { breaksFramework, changeForm, formChange, toMultipart, type FormFields } from "./pay-form";

/** One request of the fuzz, whole. */
export type FuzzRequest = {
  method: "GET" | "POST";
  /** Path and query, safe to send: every odd character is escaped. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
};

/** What the requests are about. */
export type Targets = {
  apiKey: string;
  callbackPaths: readonly string[];
  /** Orders of the merchant, in every state. */
  orderIds: readonly string[];
  forms: readonly { orderId: string; fields: FormFields }[];
};

const JSON_TYPE = { "content-type": "application/json" };

/** Lone surrogates have no escape; anything else has. */
const escaped = (text: string) => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\ufffd"));

const asText = (value: fc.Arbitrary<unknown>) => value.map((inner) => JSON.stringify(inner));

const phoneInput = fc.oneof(
  { weight: 1, arbitrary: hostileJson },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        phoneNumber: fc.oneof(typedText, hostileJson),
        despiteAttemptId: fc.oneof(typedText, hostileJson),
      },
      { requiredKeys: [] },
    ),
  },
);

type FuzzKind = {
  name: string;
  /** Of all requests. */
  share: number;
  requests: fc.Arbitrary<FuzzRequest>;
  /** Next answers for these itself, before a line of the product runs. */
  isFrameworks?: true;
};

const post = (path: string, body: Buffer, headers: Record<string, string> = {}): FuzzRequest => ({
  method: "POST",
  path,
  headers: { ...JSON_TYPE, ...headers },
  body,
});
const get = (path: string, headers: Record<string, string> = {}): FuzzRequest => ({
  method: "GET",
  path,
  headers,
  body: null,
});

function formPosts({ forms }: Targets, isBroken: boolean): fc.Arbitrary<FuzzRequest> {
  return fc
    .tuple(fc.constantFrom(...forms), formChange)
    .filter(([{ fields }, change]) => breaksFramework(fields, change) === isBroken)
    .map(([form, change]) => {
      const { body, contentType } = toMultipart(changeForm(form.fields, change));
      return post(`/pay/${form.orderId}`, body, { "content-type": contentType });
    });
}

/** Every kind of request with its share of the whole. */
export function fuzzKinds(targets: Targets): FuzzKind[] {
  const auth = { authorization: `Bearer ${targets.apiKey}` };
  const orderId = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...targets.orderIds) },
    { weight: 1, arbitrary: typedText.map(escaped) },
  );
  const query = fc
    .array(
      fc.tuple(
        fc.constantFrom("after", "wait", "limit", "cursor", "status", "__proto__", "x"),
        typedText,
      ),
      { maxLength: 3 },
    )
    .map((pairs) => pairs.map(([name, value]) => `${name}=${escaped(value)}`).join("&"));
  return [
    {
      name: "callbacks under a right token",
      share: 0.4,
      requests: fc
        .tuple(fc.constantFrom(...targets.callbackPaths), brokenBytes(callbackText))
        .map(([path, body]) => post(path, body)),
    },
    {
      name: "order status",
      share: 0.1,
      requests: fc
        .tuple(orderId, query)
        .map(([id, text]) => get(`/api/orders/${id}/status?${text}`)),
    },
    {
      name: "POST /api/v1/orders",
      share: 0.15,
      requests: fc
        .tuple(brokenBytes(asText(orderInput)), fc.option(typedText))
        .map(([body, key]) =>
          post(
            "/api/v1/orders",
            body,
            key === null ? auth : { ...auth, "idempotency-key": escaped(key) },
          ),
        ),
    },
    {
      name: "GET /api/v1/orders",
      share: 0.05,
      requests: fc
        .tuple(fc.option(orderId), query)
        .map(([id, text]) => get(`/api/v1/orders${id === null ? `?${text}` : `/${id}`}`, auth)),
    },
    {
      name: "POST attempts",
      share: 0.12,
      requests: fc
        .tuple(orderId, brokenBytes(asText(phoneInput)))
        .map(([id, body]) => post(`/api/v1/orders/${id}/attempts`, body, auth)),
    },
    {
      name: "POST cancel",
      share: 0.03,
      requests: fc
        .tuple(orderId, brokenBytes(asText(hostileJson)))
        .map(([id, body]) => post(`/api/v1/orders/${id}/cancel`, body, auth)),
    },
    { name: "pay page form posts", share: 0.13, requests: formPosts(targets, false) },
    {
      name: "pay page form posts with the framework's own fields broken",
      share: 0.02,
      isFrameworks: true,
      requests: formPosts(targets, true),
    },
  ];
}
