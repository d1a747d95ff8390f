import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { credentials, pause, startBench, until, type Bench } from "../test-bench";

let bench: Bench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.close());
beforeEach(() => bench.reset());

const PHONE = "254712345678";
const message = (text: RegExp) => ({
  error: { message: expect.stringMatching(text) as unknown },
});

describe("PUT /_sim/faults", () => {
  const ALL = {
    seed: 9,
    autoAnswer: { pay: 0.2, cancel: 0.2, wrongPin: 0.2, ignore: 0.2, insufficient: 0.2 },
    answerDelayMs: [1, 2],
    promptTimeoutMs: 100,
    callback: {
      drop: 0.1,
      duplicate: 0.1,
      delayMs: [0, 1],
      beforeResponse: 0.1,
      resultCodeAsString: 0.1,
      missingBalanceValue: 0.1,
      maskedPhone: 0.1,
      wrongAmount: 0.1,
      lateSuccessAfterFailure: 0.1,
    },
    push: {
      loseResponse: 0.1,
      error500: 0.1,
      html503: 0.1,
      spikeArrest: 0.1,
      hangMs: 1,
      latencyMs: [0, 1],
    },
    query: {
      inProgressShape: "mixed",
      wrongFailed: 0.1,
      random500: 0.1,
      perMinute: 60,
      latencyMs: [0, 1],
    },
    oauth: { expiresInSeconds: 60, error400Empty: 0.1, newTokenKillsOld: false },
  };

  it("takes every knob and answers the set", async () => {
    const reply = await bench.faults(ALL);
    expect([reply.status, reply.body]).toEqual([200, ALL]);
  });

  it("replaces the whole set; {} clears it", async () => {
    await bench.faults({ push: { error500: 1 } });
    await bench.faults({ promptTimeoutMs: 1_000 });
    expect((await bench.push()).status).toBe(200);
    expect((await bench.faults({})).body).toEqual({});
    expect((await bench.control("GET", "/_sim/faults")).body).toEqual({});
  });

  it.each([
    [{ nope: 1 }, /unknown knob nope/],
    [{ callback: { dorp: 1 } }, /unknown knob callback\.dorp/],
    [{ autoAnswer: { wrong_pin: 1 } }, /unknown knob autoAnswer\.wrong_pin/],
    [{ callback: { drop: 1.1 } }, /callback\.drop/],
    [{ callback: { drop: -0.1 } }, /callback\.drop/],
    [{ callback: { drop: true } }, /callback\.drop/],
    [{ callback: { delayMs: 5 } }, /callback\.delayMs/],
    [{ callback: { delayMs: [5, 4] } }, /callback\.delayMs/],
    [{ autoAnswer: { pay: 0.7, cancel: 0.7 } }, /sum above 1/],
    [{ answerDelayMs: [-1, 4] }, /answerDelayMs/],
    [{ promptTimeoutMs: 0 }, /promptTimeoutMs/],
    [{ push: { hangMs: "5" } }, /push\.hangMs/],
    [{ query: { inProgressShape: "5000" } }, /query\.inProgressShape/],
    [{ query: { perMinute: 1.5 } }, /query\.perMinute/],
    [{ oauth: { newTokenKillsOld: 1 } }, /oauth\.newTokenKillsOld/],
    [{ seed: null }, /seed/],
    [[], /object/],
    [null, /object/],
  ])("refuses %j and keeps the old set", async (knobs, text) => {
    await bench.faults({ promptTimeoutMs: 77 });
    const reply = await bench.faults(knobs);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject(message(text));
    expect((await bench.control("GET", "/_sim/faults")).body).toEqual({ promptTimeoutMs: 77 });
  });
});

describe("POST /_sim/prompts/{id}/answer", () => {
  it.each([
    ["pay", "paid"],
    ["cancel", "cancelled"],
    ["wrong_pin", "wrong_pin"],
    ["ignore", "timed_out"],
  ])("%s answers the prompt as %s, once", async (action, state) => {
    const id = await bench.accepted();
    const reply = await bench.answer(id, action);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ checkoutRequestId: id, msisdn: PHONE, state });
    expect((await bench.answer(id, "pay")).status).toBe(409);
    expect((await bench.prompts())[0]?.state).toBe(state);
  });

  it("knows only its prompts and actions", async () => {
    expect((await bench.answer("ws_CO_unknown", "pay")).status).toBe(404);
    const id = await bench.accepted();
    expect((await bench.answer(id, "run")).status).toBe(400);
    expect((await bench.control("POST", `/_sim/prompts/${id}/answer`)).status).toBe(400);
    expect((await bench.prompts())[0]?.state).toBe("open");
  });
});

describe("GET /_sim/prompts", () => {
  it("lists oldest first", async () => {
    for (const AccountReference of ["ONE", "TWO", "THREE"]) {
      await bench.answer(await bench.accepted({ AccountReference }), "cancel");
    }
    const references = (await bench.prompts()).map((prompt) => prompt.accountReference);
    expect(references).toEqual(["ONE", "TWO", "THREE"]);
  });
});

describe("PUT /_sim/subscribers/{msisdn}", () => {
  it("changes what is given and answers the subscriber", async () => {
    await bench.subscriber(PHONE, { balanceKes: 500, autoAnswer: "cancel" });
    const reply = await bench.subscriber("0712345678", { reachable: false, answerAfterMs: 5 });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      msisdn: PHONE,
      balanceKes: 500,
      reachable: false,
      autoAnswer: "cancel",
      answerAfterMs: 5,
    });
  });

  it.each([
    [PHONE, { balanceKes: -1 }],
    [PHONE, { balanceKes: 1.5 }],
    [PHONE, { reachable: "no" }],
    [PHONE, { autoAnswer: "insufficient" }],
    [PHONE, { answerAfterMs: -1 }],
    [PHONE, { pin: "1" }],
    ["254812345678", {}],
    ["%E0%A4%A", {}],
  ])("refuses %s %j", async (msisdn, settings) => {
    expect((await bench.subscriber(msisdn, settings)).status).toBe(400);
  });
});

describe("PUT /_sim/shortcodes/{businessShortCode}", () => {
  const MINE = { businessShortCode: "600333", passKey: "mine", type: "paybill" } as const;

  it("makes a shortcode known, also beyond a reset", async () => {
    const fields = { ...credentials(MINE), PartyB: "600333" };
    expect((await bench.push(fields)).body).toMatchObject({
      errorMessage: "Merchant does not exist",
    });
    const details = { passKey: MINE.passKey, type: MINE.type };
    const reply = await bench.control("PUT", "/_sim/shortcodes/600333", details);
    expect([reply.status, reply.body]).toEqual([200, MINE]);
    await bench.reset();
    expect((await bench.push(fields)).status).toBe(200);
  });

  it.each([
    ["12", { passKey: "x", type: "paybill" }],
    ["600444", { type: "paybill" }],
    ["600444", { passKey: "x", type: "bank" }],
    ["600444", { passKey: "x", type: "till", tillNumber: 5 }],
  ])("refuses %s %j", async (code, details) => {
    expect((await bench.control("PUT", `/_sim/shortcodes/${code}`, details)).status).toBe(400);
  });
});

describe("POST /_sim/callbacks/{id}/deliver", () => {
  const deliver = (id: string, request?: unknown) =>
    bench.control("POST", `/_sim/callbacks/${id}/deliver`, request);

  it("delivers the last callback again", async () => {
    await bench.faults({ callback: { drop: 1 } });
    const id = await bench.accepted();
    await bench.answer(id, "pay");
    const reply = await deliver(id);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ checkoutRequestId: id, status: 200, attempt: 1 });
    expect((await deliver(id, {})).body).toMatchObject({ attempt: 2 });
    expect(bench.merchant.received).toHaveLength(2);
    expect(bench.merchant.received[1]?.body).toMatchObject({
      Body: { stkCallback: { CheckoutRequestID: id, ResultCode: 0 } },
    });
    const attempts = (await bench.deliveries()).map(({ attempt }) => attempt);
    expect(attempts).toEqual([0, 1, 2]);
  });

  it.each([
    [{ any: ["thing", 1] }],
    ["a string"],
    [null],
    [[]],
    [0],
    [false],
    [{ Body: { stkCallback: { ResultCode: 0 } } }],
  ])("sends %j in its place, also on an open prompt", async (body) => {
    const id = await bench.accepted();
    const reply = await deliver(id, { body });
    expect(reply.status).toBe(200);
    expect(bench.merchant.received[0]?.body).toEqual(body);
    expect((await bench.deliveries())[0]?.body).toEqual(body);
    expect((await bench.prompts())[0]?.state).toBe("open");
  });

  it("has nothing to send for an open prompt", async () => {
    expect((await deliver(await bench.accepted())).status).toBe(409);
    expect(bench.merchant.received).toEqual([]);
  });

  it("refuses unknown ids and fields", async () => {
    expect((await deliver("ws_CO_unknown", { body: 1 })).status).toBe(404);
    expect((await deliver(await bench.accepted(), { boddy: 1 })).status).toBe(400);
  });
});

describe("POST /_sim/reset", () => {
  it("forgets everything, and what was still to happen does not happen", async () => {
    await bench.faults({
      autoAnswer: { pay: 1 },
      answerDelayMs: [300, 300],
      callback: { delayMs: [300, 300] },
    });
    await bench.subscriber("254700000009", { balanceKes: 1 });
    await bench.answer(await bench.accepted({ AccountReference: "PAID" }), "pay");
    await bench.accepted({ AccountReference: "OPEN", Amount: 5 });
    const reply = await bench.control("POST", "/_sim/reset");
    expect(reply.status).toBe(200);
    await pause(400);
    expect(bench.merchant.received).toEqual([]);
    expect(await bench.debits()).toEqual([]);
    expect(await bench.prompts()).toEqual([]);
    expect(await bench.deliveries()).toEqual([]);
    expect((await bench.control("GET", "/_sim/faults")).body).toEqual({});
    expect((await bench.control("GET", "/_sim/subscribers/254700000009")).body).toMatchObject({
      balanceKes: 100_000,
    });
  });

  it("cuts a delivery under way and stops a late success", async () => {
    await bench.faults({ callback: { lateSuccessAfterFailure: 1 } });
    bench.merchant.respond = () => undefined;
    await bench.answer(await bench.accepted(), "pay");
    await until(() => bench.merchant.received[0]);
    await bench.reset();
    await pause(1_100);
    expect(bench.merchant.received).toEqual([]);
    expect(await bench.debits()).toEqual([]);
    expect(await bench.deliveries()).toEqual([]);
  });
});

describe("control addresses", () => {
  it.each([
    ["PUT", "/_sim/faults"],
    ["PUT", `/_sim/subscribers/${PHONE}`],
    ["PUT", "/_sim/shortcodes/600555"],
  ])("%s %s refuses bad JSON with a message", async (method, path) => {
    const reply = await bench.call(method, path, { body: "{not json" });
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject(message(/JSON/));
  });

  it.each([
    ["GET", "/_sim/nothing", 404],
    ["GET", "/_sim", 404],
    ["DELETE", "/_sim/ledger", 405],
    ["GET", "/_sim/reset", 405],
  ])("%s %s is %i", async (method, path, status) => {
    expect((await bench.call(method, path)).status).toBe(status);
  });

  it("answers OPTIONS and HEAD", async () => {
    const options = await bench.call("OPTIONS", "/_sim/faults");
    expect(options.status).toBe(204);
    expect(options.headers.get("allow")).toBe("GET, PUT, HEAD, OPTIONS");
    const head = await bench.call("HEAD", "/_sim/ledger");
    expect([head.status, head.text]).toEqual([200, ""]);
  });
});
