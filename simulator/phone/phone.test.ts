import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { phonePagePolicy } from "./page";
import { startBench, type Bench } from "../test-bench";

let bench: Bench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.close());
beforeEach(() => bench.reset());

const state = (number: string) =>
  bench.call("GET", `/_phone/state?number=${encodeURIComponent(number)}`);
const type = (checkoutRequestId: string, how: Record<string, unknown>) =>
  bench.control("POST", "/_phone/answer", { checkoutRequestId, ...how });

describe("GET /", () => {
  it("is one page that loads nothing else", async () => {
    const reply = await bench.call("GET", "/");
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(reply.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(reply.text).not.toMatch(/<script src|<link[^>]+stylesheet|@import|url\(/);
    expect(reply.text).not.toMatch(
      /\/\* (?:handset|prompt|recent|page)\.css \*\/|\/\* (?:keypad|phone)\.js \*\//,
    );
    expect(reply.text).toContain("prefers-color-scheme: dark");
  });
});

describe("who may show the phone", () => {
  it("is a page of this machine, and one more that was named", async () => {
    const reply = await bench.call("GET", "/");
    const policy = reply.headers.get("content-security-policy") ?? "";
    const local = "frame-ancestors http://localhost:* http://127.0.0.1:*";
    expect(policy.split("; ")).toContain(local);
    expect(phonePagePolicy("https://demo.example").split("; ")).toContain(
      `${local} https://demo.example`,
    );
  });
});

describe("the phone", () => {
  it.each(["0712345678", "0712 345 678", "+254 712-345-678", "712345678", "254712345678"])(
    "is found by the spelling %s",
    async (spelling) => {
      expect((await state(spelling)).body).toMatchObject({
        phone: { msisdn: "254712345678", balanceKes: 100_000, prompt: null, messages: [] },
      });
    },
  );

  it.each(["0812345678", "071234567", "text"])("is not found by %s", async (spelling) => {
    expect((await state(spelling)).status).toBe(400);
  });

  it("shows the prompt as a handset asks, and to nobody else", async () => {
    const checkoutRequestId = await bench.accepted({ Amount: 1_250 });
    expect((await state("0712345678")).body).toMatchObject({
      pin: "1234",
      phone: {
        prompt: {
          checkoutRequestId,
          text: "Do you want to pay KES 1,250 to DARAJA SANDBOX Account no. ABC? Enter M-PESA PIN",
        },
      },
      recent: [{ msisdn: "254712345678", amountKes: 1_250, state: "open" }],
    });
    expect((await state("0700000001")).body).toMatchObject({
      phone: { prompt: null },
      recent: [{ msisdn: "254712345678" }],
    });
  });

  it("shows nothing while it is unreachable", async () => {
    await bench.subscriber("254712345678", { reachable: false });
    const id = await bench.accepted();
    expect((await state("0712345678")).body).toMatchObject({
      phone: { reachable: false, prompt: null },
    });
    expect((await type(id, { pin: "1234" })).status).toBe(409);
  });

  it("pays with the right PIN and gets the M-PESA message", async () => {
    const reply = await type(await bench.accepted(), { pin: "1234" });
    const [debit] = await bench.debits();
    expect(reply.body).toMatchObject({
      phone: {
        balanceKes: 99_750,
        prompt: null,
        messages: [
          { text: expect.stringContaining(`${debit?.receipt ?? "?"} Confirmed.`) as unknown },
        ],
      },
    });
    expect(reply.text).toContain("Ksh250.00 sent to DARAJA SANDBOX for account ABC on");
    expect(reply.text).toContain("New M-PESA balance is Ksh99,750.00.");
  });

  it("takes any other PIN as wrong", async () => {
    const reply = await type(await bench.accepted(), { pin: "0000" });
    expect(reply.text).toContain("wrong M-PESA PIN");
    expect((await bench.prompts())[0]?.state).toBe("wrong_pin");
    expect(await bench.debits()).toEqual([]);
  });

  it("says when the balance is too low", async () => {
    await bench.subscriber("254712345678", { balanceKes: 10 });
    const reply = await type(await bench.accepted(), { pin: "1234" });
    expect(reply.text).toContain("Your M-PESA balance is Ksh10.00.");
    expect((await bench.prompts())[0]?.state).toBe("insufficient_balance");
  });

  it("cancels, and answers a prompt only once", async () => {
    const id = await bench.accepted();
    expect((await type(id, { cancel: true })).status).toBe(200);
    expect((await bench.prompts())[0]?.state).toBe("cancelled");
    expect((await type(id, { pin: "1234" })).status).toBe(409);
    expect((await type("ws_CO_unknown", { pin: "1234" })).status).toBe(409);
    expect((await type(id, {})).status).toBe(400);
  });
});
