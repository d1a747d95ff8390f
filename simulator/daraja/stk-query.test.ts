import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { credentials, startBench, type Bench } from "../test-bench";

const OTHER = { businessShortCode: "600111", passKey: "other", type: "paybill" } as const;
let bench: Bench;
beforeAll(async () => void (bench = await startBench([OTHER])));
afterAll(() => bench.close());
beforeEach(() => bench.reset());

const PROCESSING = { ResultCode: "4999", ResultDesc: "The transaction is still under processing" };

describe("a query of a settled push", () => {
  it("answers the code as a string, with Safaricom's typing error and no money in it", async () => {
    const id = await bench.accepted();
    await bench.answer(id, "pay");
    const reply = await bench.query(id);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      ResponseCode: "0",
      ResponseDescription: "The service request has been accepted successsfully",
      MerchantRequestID: expect.any(String) as unknown,
      CheckoutRequestID: id,
      ResultCode: "0",
      ResultDesc: "The service request is processed successfully.",
    });
  });

  it.each([
    ["cancel", "1032", "Request Cancelled by user."],
    ["wrong_pin", "2001", "The initiator information is invalid."],
    ["ignore", "1037", "DS timeout user cannot be reached."],
  ])("after %s is %s", async (action, ResultCode, ResultDesc) => {
    const id = await bench.accepted();
    await bench.answer(id, action);
    expect((await bench.query(id)).body).toMatchObject({ ResultCode, ResultDesc });
  });
});

describe("a query while the prompt is open", () => {
  it("is 4999 by default", async () => {
    const reply = await bench.query(await bench.accepted());
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject(PROCESSING);
  });

  it.each([
    ["4999", 200, PROCESSING],
    ["500.001.1001", 500, { errorMessage: "The transaction is being processed" }],
    ["empty200", 200, { errorCode: "500.001.1001", errorMessage: "" }],
  ])("has the shape %s", async (inProgressShape, status, body) => {
    await bench.faults({ query: { inProgressShape } });
    const reply = await bench.query(await bench.accepted());
    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject(body);
  });

  it("mixes all three shapes", async () => {
    await bench.faults({ seed: 1, query: { inProgressShape: "mixed" } });
    const id = await bench.accepted();
    const shapes = new Set<string>();
    for (let n = 0; n < 25; n += 1) {
      const { status, text } = await bench.query(id);
      shapes.add(`${status} ${text.includes("4999") ? "4999" : "500.001.1001"}`);
    }
    expect([...shapes].sort()).toEqual(["200 4999", "200 500.001.1001", "500 500.001.1001"]);
  });
});

describe("a query that finds nothing", () => {
  it.each(["ws_CO_unknown", "__proto__"])("is 500.001.1001 for %s", async (id) => {
    const reply = await bench.query(id);
    expect(reply.status).toBe(500);
    expect(reply.body).toMatchObject({
      errorCode: "500.001.1001",
      errorMessage: "The transaction does not Exist",
    });
  });

  it("keeps one merchant's push from another", async () => {
    const reply = await bench.query(await bench.accepted(), credentials(OTHER));
    expect(reply.body).toMatchObject({ errorMessage: "The transaction does not Exist" });
  });

  it("needs an id and the right password", async () => {
    expect((await bench.query("")).body).toMatchObject({
      errorMessage: "Bad Request - Invalid CheckoutRequestID",
    });
    const reply = await bench.query("x", { Password: "x" });
    expect(reply.body).toMatchObject({ errorMessage: "[MerchantValidate] - Wrong credentials" });
  });
});

describe("query knobs", () => {
  it("wrongFailed answers 1032 for open and paid prompts only, and changes nothing", async () => {
    const id = await bench.accepted();
    await bench.faults({ query: { wrongFailed: 1 } });
    expect((await bench.query(id)).body).toMatchObject({ ResultCode: "1032" });
    await bench.answer(id, "pay");
    expect((await bench.query(id)).body).toMatchObject({ ResultCode: "1032" });
    await bench.faults({});
    expect((await bench.query(id)).body).toMatchObject({ ResultCode: "0" });
    const other = await bench.accepted({ PhoneNumber: "254700000002" });
    await bench.answer(other, "wrong_pin");
    await bench.faults({ query: { wrongFailed: 1 } });
    expect((await bench.query(other)).body).toMatchObject({ ResultCode: "2001" });
  });

  it("random500 hides a settled result", async () => {
    const id = await bench.accepted();
    await bench.answer(id, "pay");
    await bench.faults({ query: { random500: 1 } });
    const reply = await bench.query(id);
    expect(reply.status).toBe(500);
    expect(reply.body).toMatchObject({ errorCode: "500.001.1001" });
  });

  it("perMinute lets so many through in a minute, each shortcode its own", async () => {
    const id = await bench.accepted();
    await bench.faults({ query: { perMinute: 2 } });
    expect((await bench.query(id)).status).toBe(200);
    expect((await bench.query(id)).status).toBe(200);
    const refused = await bench.query(id);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain("Spike Arrest Violation");
    expect((await bench.query(id, credentials(OTHER))).status).toBe(500);
    bench.clock.ageMs = 60_001;
    expect((await bench.query(id)).status).toBe(200);
  });

  it("latencyMs makes the answer late", async () => {
    const id = await bench.accepted();
    await bench.faults({ query: { latencyMs: [120, 130] } });
    const start = Date.now();
    await bench.query(id);
    expect(Date.now() - start).toBeGreaterThanOrEqual(115);
  });
});
