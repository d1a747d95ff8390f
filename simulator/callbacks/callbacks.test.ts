import { z } from "zod";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pause, startBench, until, type Bench } from "../test-bench";

let bench: Bench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.close());
beforeEach(() => bench.reset());

const itemsSchema = z.object({
  Body: z.object({
    stkCallback: z.object({
      CallbackMetadata: z.object({ Item: z.array(z.object({ Name: z.string() }).loose()) }),
    }),
  }),
});

/** Pushes, answers and waits for the callback. */
async function callbackAfter(action: string, fields: Record<string, unknown> = {}) {
  const id = await bench.accepted(fields);
  await bench.answer(id, action);
  const received = await until(() => bench.merchant.received[0]);
  return { id, received };
}

async function itemsAfterPay(fields: Record<string, unknown> = {}) {
  const { received } = await callbackAfter("pay", fields);
  return itemsSchema.parse(received.body).Body.stkCallback.CallbackMetadata.Item;
}

const head = (id: string, ResultCode: unknown, ResultDesc: string) => ({
  MerchantRequestID: expect.any(String) as unknown,
  CheckoutRequestID: id,
  ResultCode,
  ResultDesc,
});

describe("a callback", () => {
  it("of a payment carries code, receipt, time and phone as the documentation shows", async () => {
    const { id, received } = await callbackAfter("pay");
    const [debit] = await bench.debits();
    expect(received.path).toBe("/callbacks/secret");
    expect(received.headers).toMatchObject({
      "content-type": "application/json;charset=UTF-8",
      businessshortcode: "174379",
    });
    expect(received.body).toEqual({
      Body: {
        stkCallback: {
          ...head(id, 0, "The service request is processed successfully."),
          CallbackMetadata: {
            Item: [
              { Name: "Amount", Value: 250 },
              { Name: "MpesaReceiptNumber", Value: debit?.receipt },
              { Name: "TransactionDate", Value: nairobi(debit?.at ?? "") },
              { Name: "PhoneNumber", Value: 254712345678 },
            ],
          },
        },
      },
    });
  });

  it.each([
    ["cancel", 1032, "Request cancelled by user"],
    ["wrong_pin", 2001, "The initiator information is invalid."],
    ["ignore", 1037, "No response from user."],
  ])("after %s has code %i and no metadata", async (action, code, text) => {
    const { id, received } = await callbackAfter(action);
    expect(received.body).toEqual({ Body: { stkCallback: head(id, code, text) } });
  });

  it.each([500, 302])("is sent once, whatever the merchant answers (%i)", async (status) => {
    bench.merchant.respond = (response) => {
      response.writeHead(status, { Location: `${bench.merchant.url}/elsewhere` });
      response.end();
    };
    const { id } = await callbackAfter("pay");
    await until(async () => (await bench.deliveries())[0]);
    await pause(60);
    expect(bench.merchant.received).toHaveLength(1);
    const [delivery] = await bench.deliveries();
    expect(delivery).toMatchObject({ checkoutRequestId: id, status, attempt: 1 });
  });

  it("that nobody takes is listed without a status", async () => {
    const CallBackURL = "http://127.0.0.1:1/callbacks/nobody";
    await bench.answer(await bench.accepted({ CallBackURL }), "pay");
    const delivery = await until(async () => (await bench.deliveries())[0]);
    expect(delivery).toMatchObject({ url: CallBackURL, status: null, attempt: 1 });
  });
});

describe("callback knobs", () => {
  it("drop lists the callback and never sends it", async () => {
    await bench.faults({ callback: { drop: 1 } });
    const id = await bench.accepted();
    await bench.answer(id, "pay");
    const delivery = await until(async () => (await bench.deliveries())[0]);
    expect(delivery).toMatchObject({ status: null, attempt: 0 });
    expect(delivery.body).toMatchObject({ Body: { stkCallback: { CheckoutRequestID: id } } });
    await pause(40);
    expect(bench.merchant.received).toEqual([]);
    expect(await bench.debits()).toHaveLength(1);
  });

  it("duplicate sends the same body twice", async () => {
    await bench.faults({ callback: { duplicate: 1 } });
    await callbackAfter("pay");
    const [first, second] = await until(async () => {
      const all = await bench.deliveries();
      return all.length === 2 ? all : undefined;
    });
    expect([first?.attempt, second?.attempt]).toEqual([1, 2]);
    expect(second?.body).toEqual(first?.body);
    expect(bench.merchant.received).toHaveLength(2);
    expect(await bench.debits()).toHaveLength(1);
  });

  it("delayMs holds the callback back but not the result", async () => {
    await bench.faults({ callback: { delayMs: [300, 310] } });
    const id = await bench.accepted();
    await bench.answer(id, "pay");
    const answeredAt = Date.now();
    expect((await bench.query(id)).body).toMatchObject({ ResultCode: "0" });
    expect(bench.merchant.received).toEqual([]);
    const { at } = await until(() => bench.merchant.received[0]);
    expect(at - answeredAt).toBeGreaterThanOrEqual(270);
  });

  it("beforeResponse overtakes the push response", async () => {
    await bench.faults({ autoAnswer: { pay: 1 }, callback: { beforeResponse: 1 } });
    const id = await bench.accepted();
    expect(bench.merchant.received).toHaveLength(1);
    expect(bench.merchant.received[0]?.body).toMatchObject({
      Body: { stkCallback: { CheckoutRequestID: id, ResultCode: 0 } },
    });
  });

  it("beforeResponse waits no longer than 2 s for the merchant", async () => {
    bench.merchant.respond = () => undefined;
    await bench.faults({ autoAnswer: { cancel: 1 }, callback: { beforeResponse: 1 } });
    const start = Date.now();
    await bench.accepted();
    expect(Date.now() - start).toBeGreaterThanOrEqual(1_950);
    expect(Date.now() - start).toBeLessThan(3_000);
  });

  it("beforeResponse leaves a prompt that waits for a person alone", async () => {
    await bench.faults({ callback: { beforeResponse: 1 } });
    await bench.accepted();
    expect(await bench.prompts()).toMatchObject([{ state: "open" }]);
  });

  it.each([
    ["pay", "0"],
    ["cancel", "1032"],
  ])("resultCodeAsString turns the code after %s into %j", async (action, ResultCode) => {
    await bench.faults({ callback: { resultCodeAsString: 1 } });
    const { received } = await callbackAfter(action);
    expect(received.body).toMatchObject({ Body: { stkCallback: { ResultCode } } });
  });

  it("missingBalanceValue puts a Balance without Value in third place", async () => {
    await bench.faults({ callback: { missingBalanceValue: 1 } });
    const items = await itemsAfterPay();
    expect(items).toHaveLength(5);
    expect(items[2]).toEqual({ Name: "Balance" });
  });

  it("maskedPhone hides the middle of the number", async () => {
    await bench.faults({ callback: { maskedPhone: 1 } });
    expect(await itemsAfterPay()).toContainEqual({ Name: "PhoneNumber", Value: "25471****678" });
  });

  it.each([
    [250, 249],
    [1, 2],
  ])("wrongAmount takes and reports another amount: %i becomes %i", async (Amount, taken) => {
    await bench.faults({ callback: { wrongAmount: 1 } });
    expect(await itemsAfterPay({ Amount })).toContainEqual({ Name: "Amount", Value: taken });
    expect(await bench.debits()).toMatchObject([{ amountKes: taken }]);
    const subscriber = await bench.control("GET", "/_sim/subscribers/254712345678");
    expect(subscriber.body).toMatchObject({ balanceKes: 100_000 - taken });
  });

  it.each(["pay", "cancel"])("lateSuccessAfterFailure after %s", async (action) => {
    await bench.faults({ callback: { lateSuccessAfterFailure: 1 } });
    const { id, received } = await callbackAfter(action);
    expect(received.body).toMatchObject({ Body: { stkCallback: { ResultCode: 1032 } } });
    expect(await bench.debits()).toEqual([]);
    expect((await bench.query(id)).body).toMatchObject({ ResultCode: "1032" });
    const late = await until(() => bench.merchant.received[1]);
    expect(late.body).toMatchObject({ Body: { stkCallback: { ResultCode: 0 } } });
    expect(await bench.debits()).toMatchObject([{ checkoutRequestId: id, amountKes: 250 }]);
    expect((await bench.query(id)).body).toMatchObject({ ResultCode: "0" });
    expect(await bench.prompts()).toMatchObject([{ state: "paid" }]);
  });
});

function nairobi(iso: string): number {
  const moved = new Date(Date.parse(iso) + 3 * 3_600_000).toISOString();
  return Number(moved.replace(/\D/g, "").slice(0, 14));
}
