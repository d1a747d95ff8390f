import fc from "fast-check";
import { classifyQueryAnswer } from "@/lib/daraja/stk-query";
import { readStkCallback } from "@/lib/daraja/stk-callback";
import { readJsonBody } from "@/lib/http/read-json-body";
import { parseAmountKes } from "@/lib/money";
import { parseOrderInput } from "@/lib/orders/order-input";
import { parseMsisdn } from "@/lib/phone";
import { brokenBytes, callbackText, orderInput, queryText, typedText } from "./hostile-values";

/** A reader of what comes from outside, with what must be true of it whatever comes. */
export type Reader = {
  name: string;
  /** Of the cases of a run. */
  share: number;
  property: () => fc.IRawProperty<unknown>;
};

const MAX_COLUMN = 2_147_483_647;
const LIMITS = { maxBytes: 64 * 1_024, timeoutMs: 5_000 };

function must(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what);
}

/** A field of its own, read without the product's help. */
function own(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

const saysPaid = (code: unknown) => code === 0 || (typeof code === "string" && code.trim() === "0");

const isWhole = (value: number, most: number) =>
  Number.isSafeInteger(value) && value >= 1 && value <= most;

function judgeCallback(bytes: Buffer): void {
  const read = readStkCallback(bytes);
  const kinds = ["success", "failure", "undetermined", "unreadable"];
  must(kinds.includes(read.kind), `a callback of no kind: ${read.kind}`);
  if (read.kind !== "success") return;
  const document: unknown = JSON.parse(bytes.toString("utf8").replace(/^\ufeff/, ""));
  const callback = own(own(document, "Body"), "stkCallback");
  must(saysPaid(own(callback, "ResultCode")), "a success whose ResultCode is not 0");
  must(read.amountKes === null || isWhole(read.amountKes, MAX_COLUMN), "an amount that is none");
  must(/^[A-Z0-9]{6,20}$/.test(read.receipt ?? "RECEIPT"), "a receipt that is none");
  for (const id of [read.merchantRequestId, read.checkoutRequestId]) {
    must(/^[\x21-\x7e]{1,64}$/.test(id ?? "id"), "an id that is none");
  }
}

function judgeQueryAnswer([status, bytes]: [number, Buffer]): void {
  const body = bytes.toString("utf8");
  const read = classifyQueryAnswer({ status, body }, "ws_CO_191220191020363925");
  const kinds = ["succeeded", "failed", "in_progress", "token_rejected", "no_answer"];
  must(kinds.includes(read.kind), `an answer of no kind: ${read.kind}`);
  if (read.kind !== "succeeded") return;
  must(status === 200, "a success without HTTP 200");
  must(saysPaid(own(JSON.parse(body.replace(/^\ufeff/, "")), "ResultCode")), "a success without 0");
}

function judgePhone(text: string): void {
  const msisdn = parseMsisdn(text);
  must(msisdn === null || /^254[17]\d{8}$/.test(msisdn), "a phone number that is none");
}

function judgeAmount(text: string): void {
  const amountKes = parseAmountKes(text);
  must(amountKes === null || isWhole(amountKes, 250_000), "an amount that is none");
}

function judgeOrder(input: unknown): void {
  const parsed = parseOrderInput(input);
  if (!parsed.ok) {
    must(typeof parsed.param === "string" && parsed.message.length > 0, "a refusal without words");
    return;
  }
  const { amountKes, title, expiresInSeconds } = parsed.value;
  must(isWhole(amountKes, 250_000), "an order of an amount that is none");
  must(title.trim() !== "" && Array.from(title).length <= 120, "an order of a title that is none");
  must(isWhole(expiresInSeconds, 2_592_000), "an order that expires at no time");
}

async function judgeApiBody(bytes: Buffer): Promise<void> {
  const body = Uint8Array.from(bytes);
  const request = new Request("http://localhost/", { method: "POST", body });
  const read = await readJsonBody(request, LIMITS);
  if (read.ok) judgeOrder(read.value);
  else must(["too_large", "not_json"].includes(read.reason), `a body that is ${read.reason}`);
}

const STATUSES = [200, 200, 200, 400, 401, 404, 429, 500, 503, 0, 999];

export const READERS: readonly Reader[] = [
  {
    name: "callback",
    share: 0.35,
    property: () => fc.property(brokenBytes(callbackText), judgeCallback),
  },
  {
    name: "query answer",
    share: 0.2,
    property: () =>
      fc.property(fc.tuple(fc.constantFrom(...STATUSES), brokenBytes(queryText)), judgeQueryAnswer),
  },
  { name: "phone", share: 0.15, property: () => fc.property(typedText, judgePhone) },
  { name: "amount", share: 0.1, property: () => fc.property(typedText, judgeAmount) },
  { name: "order input", share: 0.12, property: () => fc.property(orderInput, judgeOrder) },
  {
    name: "API body",
    share: 0.08,
    property: () =>
      fc.asyncProperty(brokenBytes(orderInput.map((value) => JSON.stringify(value))), judgeApiBody),
  },
];
