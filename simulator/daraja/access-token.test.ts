import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkoutRequestIdOf, startBench, type Bench } from "../test-bench";

const GENERATE = "/oauth/v1/generate?grant_type=client_credentials";
let bench: Bench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.close());
beforeEach(() => bench.reset());

const basic = (pair: string) => ({ headers: { Authorization: `Basic ${btoa(pair)}` } });

/** The errorCode that a push with this token meets; "" when it is let through to the fields. */
async function refusalOf(token: string): Promise<unknown> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const path = "/mpesa/stkpush/v1/processrequest";
  const reply = await bench.call("POST", path, { headers, body: "{}" });
  return reply.body;
}
const INVALID_TOKEN = { errorCode: "404.001.03", errorMessage: "Invalid Access Token" };
const LET_THROUGH = { errorCode: "400.002.02" };

describe("GET /oauth/v1/generate", () => {
  it("gives any key and secret a token of 28 characters and its life as a string", async () => {
    const reply = await bench.call("GET", GENERATE, basic("any:thing"));
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^\S{28}$/) as unknown,
      expires_in: "3599",
    });
  });

  it.each([
    ["no header", {}],
    ["another scheme", { headers: { Authorization: "Bearer abc" } }],
    ["no colon", basic("keyalone")],
  ])("refuses %s with 400.008.01", async (_, init) => {
    const reply = await bench.call("GET", GENERATE, init);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      requestId: expect.any(String) as unknown,
      errorCode: "400.008.01",
    });
  });

  it("refuses another grant type with 400.008.02", async () => {
    const reply = await bench.call("GET", "/oauth/v1/generate?grant_type=x", basic("k:s"));
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ errorCode: "400.008.02" });
  });

  it.each(["key:", ":secret"])("answers the empty 400 of production to %s", async (pair) => {
    const reply = await bench.call("GET", GENERATE, basic(pair));
    expect([reply.status, reply.text]).toEqual([400, ""]);
  });

  it("knows the secret of a key that a shortcode names, and of no other", async () => {
    const consumer = { key: "app-of-600444", secret: "right" };
    const details = { passKey: "p", type: "paybill", consumer };
    await bench.control("PUT", "/_sim/shortcodes/600444", details);
    const statusOf = async (pair: string) =>
      (await bench.call("GET", GENERATE, basic(pair))).status;
    expect(await statusOf("app-of-600444:right")).toBe(200);
    expect(await statusOf("app-of-600444:wrong")).toBe(400);
    expect(await statusOf("another-app:wrong")).toBe(200);
  });

  it("answers the empty 400 where oauth.error400Empty strikes", async () => {
    await bench.faults({ oauth: { error400Empty: 1 } });
    const reply = await bench.call("GET", GENERATE, basic("k:s"));
    expect([reply.status, reply.text]).toEqual([400, ""]);
  });
});

describe("Bearer tokens", () => {
  it("must have been issued here", async () => {
    expect(await refusalOf("made-up")).toMatchObject(INVALID_TOKEN);
    expect(await refusalOf(await bench.token())).toMatchObject(LET_THROUGH);
  });

  it("must be there at all", async () => {
    const reply = await bench.call("POST", "/mpesa/stkpush/v1/processrequest", { body: "{}" });
    expect(reply.status).toBe(404);
    expect(reply.body).toMatchObject({ errorCode: "404.001.04" });
  });

  it("live 3599 s", async () => {
    const token = await bench.token();
    bench.clock.ageMs = 3_590_000;
    expect(await refusalOf(token)).toMatchObject(LET_THROUGH);
    bench.clock.ageMs = 3_600_000;
    expect(await refusalOf(token)).toMatchObject(INVALID_TOKEN);
  });

  it("live as long as oauth.expiresInSeconds says", async () => {
    await bench.faults({ oauth: { expiresInSeconds: 2 } });
    const reply = await bench.call("GET", GENERATE, basic("k:s"));
    expect(reply.body).toMatchObject({ expires_in: "2" });
    const token = await bench.token();
    bench.clock.ageMs = 2_001;
    expect(await refusalOf(token)).toMatchObject(INVALID_TOKEN);
  });

  it("live beside newer ones, unless newTokenKillsOld; other keys keep theirs", async () => {
    const first = await bench.token("mine");
    const other = await bench.token("other");
    await bench.token("mine");
    expect(await refusalOf(first)).toMatchObject(LET_THROUGH);
    await bench.faults({ oauth: { newTokenKillsOld: true } });
    const last = await bench.token("mine");
    expect(await refusalOf(first)).toMatchObject(INVALID_TOKEN);
    expect(await refusalOf(other)).toMatchObject(LET_THROUGH);
    expect(await refusalOf(last)).toMatchObject(LET_THROUGH);
  });

  it("die with a reset", async () => {
    const token = await bench.token();
    await bench.control("POST", "/_sim/reset");
    expect(await refusalOf(token)).toMatchObject(INVALID_TOKEN);
    await bench.reset();
    expect(checkoutRequestIdOf(await bench.push())).toMatch(/^ws_CO_/);
  });
});
