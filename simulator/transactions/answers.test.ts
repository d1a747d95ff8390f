import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pause, startBench, until, type Bench } from "../test-bench";

let bench: Bench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.close());
beforeEach(() => bench.reset());

const PHONE = "254712345678";

/** Waits for the end of the newest prompt. */
function endedState(): Promise<string> {
  return until(async () => {
    const state = (await bench.prompts()).at(-1)?.state;
    return state === "open" ? undefined : state;
  });
}

async function resultOf(id: string): Promise<unknown> {
  await until(() => bench.merchant.received[0]);
  return (await bench.query(id)).body;
}

describe("a payment", () => {
  it("debits the subscriber once and keeps a receipt", async () => {
    const id = await bench.accepted({ Amount: 1_500 });
    await bench.answer(id, "pay");
    expect(await bench.debits()).toEqual([
      {
        receipt: expect.stringMatching(/^[A-Z][A-Z0-9]{9}$/) as unknown,
        amountKes: 1_500,
        msisdn: PHONE,
        businessShortCode: "174379",
        accountReference: "ABC",
        checkoutRequestId: id,
        at: expect.any(String) as unknown,
      },
    ]);
    const subscriber = await bench.control("GET", `/_sim/subscribers/${PHONE}`);
    expect(subscriber.body).toMatchObject({ balanceKes: 98_500 });
  });

  it("needs the balance: else code 1 and no debit", async () => {
    await bench.subscriber(PHONE, { balanceKes: 249 });
    const id = await bench.accepted({ Amount: 250 });
    expect((await bench.answer(id, "pay")).body).toMatchObject({ state: "insufficient_balance" });
    expect(await resultOf(id)).toMatchObject({ ResultCode: "1" });
    expect(await bench.debits()).toEqual([]);
  });

  it("may take the last shilling", async () => {
    await bench.subscriber(PHONE, { balanceKes: 250 });
    await bench.answer(await bench.accepted({ Amount: 250 }), "pay");
    expect(await bench.debits()).toHaveLength(1);
  });
});

describe("auto-answers", () => {
  it.each([
    ["pay", "paid", 0],
    ["cancel", "cancelled", 1032],
    ["wrongPin", "wrong_pin", 2001],
    ["insufficient", "insufficient_balance", 1],
    ["ignore", "timed_out", 1037],
  ])("weight %s ends as %s", async (weight, state, ResultCode) => {
    await bench.faults({
      autoAnswer: { [weight]: 1 },
      answerDelayMs: [10, 20],
      promptTimeoutMs: 100,
    });
    await bench.accepted();
    expect(await endedState()).toBe(state);
    const { body } = await until(() => bench.merchant.received[0]);
    expect(body).toMatchObject({ Body: { stkCallback: { ResultCode } } });
    expect(await bench.debits()).toHaveLength(state === "paid" ? 1 : 0);
  });

  it("come within answerDelayMs", async () => {
    await bench.faults({ autoAnswer: { pay: 1 }, answerDelayMs: [120, 130] });
    await bench.accepted();
    const start = Date.now();
    await endedState();
    expect(Date.now() - start).toBeGreaterThanOrEqual(90);
  });

  it("leave the rest of the weights to a person", async () => {
    await bench.faults({ seed: 7, autoAnswer: { pay: 0.5 }, answerDelayMs: [0, 0] });
    for (let n = 0; n < 40; n += 1) {
      await bench.accepted({ PhoneNumber: `2547000000${10 + n}`, AccountReference: `R${n}` });
    }
    await pause(60);
    const states = (await bench.prompts()).map(({ state }) => state);
    const paid = states.filter((state) => state === "paid").length;
    expect(paid).toBeGreaterThan(8);
    expect(paid).toBeLessThan(32);
    expect(states.filter((state) => state === "open")).toHaveLength(40 - paid);
  });

  it("of the subscriber beat the weights, also when they say none", async () => {
    await bench.faults({ autoAnswer: { pay: 1 }, answerDelayMs: [0, 0] });
    await bench.subscriber(PHONE, { autoAnswer: "cancel", answerAfterMs: 10 });
    await bench.accepted();
    expect(await endedState()).toBe("cancelled");
    await bench.subscriber(PHONE, { autoAnswer: "none" });
    await bench.accepted();
    await pause(50);
    expect((await bench.prompts()).at(-1)?.state).toBe("open");
  });

  it.each([
    ["pay", "paid"],
    ["wrong_pin", "wrong_pin"],
    ["ignore", "timed_out"],
  ])("of the subscriber: %s is %s after answerAfterMs", async (autoAnswer, state) => {
    await bench.subscriber(PHONE, { autoAnswer, answerAfterMs: 150 });
    await bench.accepted();
    expect((await bench.prompts())[0]?.state).toBe("open");
    expect(await endedState()).toBe(state);
  });

  it("give way to a person who is faster", async () => {
    await bench.subscriber(PHONE, { autoAnswer: "pay", answerAfterMs: 150 });
    await bench.answer(await bench.accepted(), "cancel");
    await pause(200);
    expect((await bench.prompts())[0]?.state).toBe("cancelled");
    expect(await bench.debits()).toEqual([]);
  });
});

describe("nobody answers", () => {
  it("times out after promptTimeoutMs with 1037, and frees the phone", async () => {
    await bench.faults({ promptTimeoutMs: 60 });
    const id = await bench.accepted();
    expect(await endedState()).toBe("timed_out");
    expect(await resultOf(id)).toMatchObject({ ResultCode: "1037" });
    expect((await bench.push()).status).toBe(200);
  });

  it("times out an unreachable phone, which can be answered by nobody", async () => {
    await bench.faults({ promptTimeoutMs: 100, autoAnswer: { pay: 1 }, answerDelayMs: [0, 0] });
    await bench.subscriber(PHONE, { reachable: false });
    const id = await bench.accepted();
    expect((await bench.answer(id, "pay")).status).toBe(409);
    expect(await endedState()).toBe("timed_out");
    expect(await resultOf(id)).toMatchObject({ ResultCode: "1037" });
    expect(await bench.debits()).toEqual([]);
  });
});

describe("the two-minute rule", () => {
  it("answers 17 without a prompt to the amount the number just paid", async () => {
    await bench.answer(await bench.accepted(), "pay");
    await until(() => bench.merchant.received[0]);
    const id = await bench.accepted({ AccountReference: "NEXT" });
    expect((await bench.query(id)).body).toMatchObject({ ResultCode: "4999" });
    const { body } = await until(() => bench.merchant.received[1]);
    expect(body).toMatchObject({ Body: { stkCallback: { ResultCode: 17 } } });
    expect((await bench.query(id)).body).toMatchObject({ ResultCode: "17" });
    expect(await bench.prompts()).toHaveLength(1);
  });

  it("does not hold for another amount, another number, an unpaid prompt, or later", async () => {
    await bench.answer(await bench.accepted({ Amount: 99 }), "cancel");
    await bench.answer(await bench.accepted({ Amount: 99 }), "pay");
    await bench.answer(await bench.accepted({ Amount: 98 }), "pay");
    await bench.answer(await bench.accepted({ Amount: 99, PhoneNumber: "254700000003" }), "pay");
    bench.clock.ageMs = 120_001;
    await bench.answer(await bench.accepted({ Amount: 99 }), "pay");
    expect(await bench.debits()).toHaveLength(4);
  });
});

describe("a prompt text over 182 characters", () => {
  it("is never shown and ends as 1025", async () => {
    const id = await bench.accepted({ AccountReference: "A".repeat(150) });
    expect(await resultOf(id)).toMatchObject({ ResultCode: "1025" });
    expect(await bench.prompts()).toEqual([]);
  });
});
