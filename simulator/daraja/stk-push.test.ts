import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SANDBOX_SHORTCODE } from "../shortcodes/shortcode";
import { credentials, startBench, until, type Bench } from "../test-bench";

const PUSH = "/mpesa/stkpush/v1/processrequest";
let bench: Bench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.close());
beforeEach(() => bench.reset());

describe("an accepted push", () => {
  it("answers ids and ResponseCode 0, and shows a prompt", async () => {
    const reply = await bench.push();
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      MerchantRequestID: expect.any(String) as unknown,
      CheckoutRequestID: expect.any(String) as unknown,
      ResponseCode: "0",
      ResponseDescription: "Success. Request accepted for processing",
      CustomerMessage: "Success. Request accepted for processing",
    });
    expect(await bench.prompts()).toMatchObject([
      { msisdn: "254712345678", amountKes: 250, accountReference: "ABC", state: "open" },
    ]);
    expect(await bench.debits()).toEqual([]);
  });

  it("takes numbers and strings of digits alike", async () => {
    const msisdn = 254112345678;
    const numbers = { BusinessShortCode: 174379, PartyB: 174379, PartyA: msisdn };
    const reply = await bench.push({ ...numbers, PhoneNumber: msisdn, Amount: "1" });
    expect(reply.status).toBe(200);
    expect(await bench.prompts()).toMatchObject([{ msisdn: "254112345678", amountKes: 1 }]);
  });

  it("takes any well-formed Timestamp", async () => {
    const old = credentials(SANDBOX_SHORTCODE, "19991231235959");
    expect((await bench.push(old)).status).toBe(200);
  });

  it("needs no TransactionDesc", async () => {
    expect((await bench.push({ TransactionDesc: undefined })).status).toBe(200);
  });

  it("takes texts longer than their fields", async () => {
    const long = { AccountReference: "A".repeat(20), TransactionDesc: "D".repeat(40) };
    expect((await bench.push(long)).status).toBe(200);
  });
});

describe("a refused push", () => {
  it.each([
    ["BusinessShortCode", "12"],
    ["BusinessShortCode", null],
    ["Timestamp", "2026-01-31"],
    ["Timestamp", "20261331120000"],
    ["Password", ""],
    ["TransactionType", "PayBill"],
    ["Amount", 0],
    ["Amount", 250_001],
    ["Amount", "10.50"],
    ["Amount", 10.5],
    ["Amount", "-5"],
    ["Amount", ["1"]],
    ["PartyA", "0712345678"],
    ["PartyB", "x"],
    ["PhoneNumber", "+254712345678"],
    ["PhoneNumber", "254812345678"],
    ["CallBackURL", "not a url"],
    ["CallBackURL", "https://shop.example/ callback"],
    ["CallBackURL", "ftp://shop.example/callback"],
    ["AccountReference", ""],
  ])("names %s when it is %j", async (field, value) => {
    const reply = await bench.push({ [field]: value });
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual({
      requestId: expect.any(String) as unknown,
      errorCode: "400.002.02",
      errorMessage: `Bad Request - Invalid ${field}`,
    });
    expect(await bench.prompts()).toEqual([]);
  });

  it.each([
    [
      { BusinessShortCode: "600000", Password: "x" },
      { errorCode: "500.001.1001", errorMessage: "Merchant does not exist" },
    ],
    [
      { Password: btoa("174379wrong20260131120000") },
      { errorCode: "500.001.1001", errorMessage: "[MerchantValidate] - Wrong credentials" },
    ],
  ])("answers 500 to %j", async (fields, envelope) => {
    const reply = await bench.push(fields);
    expect(reply.status).toBe(500);
    expect(reply.body).toMatchObject(envelope);
  });

  it.each(["{", "null", "[]", '"text"', "[".repeat(5_000), ""])(
    "answers 400.002.05 to the payload %.12s",
    async (body) => {
      const headers = {
        Authorization: `Bearer ${await bench.token()}`,
        "Content-Type": "application/json",
      };
      const reply = await bench.call("POST", PUSH, { headers, body });
      expect(reply.status).toBe(400);
      expect(reply.body).toMatchObject({ errorCode: "400.002.05" });
    },
  );

  it("blames BusinessShortCode for a wrong Content-Type", async () => {
    const headers = {
      Authorization: `Bearer ${await bench.token()}`,
      "Content-Type": "text/plain",
    };
    const reply = await bench.call("POST", PUSH, { headers, body: "{}" });
    expect(reply.body).toMatchObject({ errorMessage: "Bad Request - Invalid BusinessShortCode" });
  });

  it("finds no lock while nothing is open, and one while a prompt is", async () => {
    const first = await bench.accepted();
    const second = await bench.push({ AccountReference: "OTHER" });
    expect(second.status).toBe(500);
    expect(second.body).toMatchObject({
      errorCode: "500.001.1001",
      errorMessage: expect.stringMatching(/^Unable to lock subscriber, a transaction/) as unknown,
    });
    expect((await bench.push({ PhoneNumber: "254700000001" })).status).toBe(200);
    await bench.answer(first, "cancel");
    expect((await bench.push()).status).toBe(200);
  });
});

describe("push knobs", () => {
  it("loseResponse cuts the socket after the prompt was made", async () => {
    await bench.faults({ push: { loseResponse: 1 } });
    await expect(bench.push()).rejects.toThrow();
    expect(await bench.prompts()).toMatchObject([{ state: "open" }]);
  });

  it.each([
    ["error500", 500, "500.003.1001"],
    ["html503", 503, "Incapsula incident ID"],
    ["spikeArrest", 500, "Spike Arrest Violation"],
  ])("%s answers %i without a prompt", async (knob, status, text) => {
    await bench.faults({ push: { [knob]: 1 } });
    const reply = await bench.push();
    expect(reply.status).toBe(status);
    expect(reply.text).toContain(text);
    expect(await bench.prompts()).toEqual([]);
  });

  it("hangMs makes the prompt at once and answers late", async () => {
    await bench.faults({ push: { hangMs: 300 } });
    const start = Date.now();
    let answered = false;
    const reply = bench.push().finally(() => (answered = true));
    await until(async () => (await bench.prompts())[0]);
    expect(answered).toBe(false);
    expect((await reply).status).toBe(200);
    expect(Date.now() - start).toBeGreaterThanOrEqual(295);
  });

  it("latencyMs comes before the prompt", async () => {
    await bench.faults({ push: { latencyMs: [150, 160] } });
    const start = Date.now();
    const id = await bench.accepted();
    expect(Date.now() - start).toBeGreaterThanOrEqual(145);
    const at = Date.parse((await bench.prompts())[0]?.at ?? "");
    expect(id).toMatch(/^ws_CO_/);
    expect(at - start).toBeGreaterThanOrEqual(145);
  });

  it("a reset lets go of a push that hangs", async () => {
    await bench.faults({ push: { hangMs: 60_000 } });
    const reply = bench.push().catch(() => "cut");
    await until(async () => (await bench.prompts())[0]);
    await bench.reset();
    expect(await reply).toBe("cut");
  });
});
