import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startBench, type Bench } from "../test-bench";
import { parseJson } from "./json";

let bench: Bench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.close());

const POSTS = [
  "/mpesa/stkpush/v1/processrequest",
  "/mpesa/stkpushquery/v1/query",
  "/_sim/callbacks/x/deliver",
  "/_sim/reset?x=1",
  "/_phone/answer",
];
const JUNK = [
  "",
  "null",
  "[]",
  "[[[]]]",
  '"text"',
  "0",
  "{",
  "\u0000\uFFFD",
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  `${"[".repeat(30_000)}${"]".repeat(30_000)}`,
  `${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`,
];

it.each(POSTS)("POST %s answers all junk below 500 and stays alive", async (path) => {
  const headers = {
    Authorization: `Bearer ${await bench.token()}`,
    "Content-Type": "application/json",
  };
  for (const body of JUNK) {
    const reply = await bench.call("POST", path, { headers, body });
    expect(reply.status).toBeLessThan(500);
  }
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  await bench.reset();
  expect((await bench.push()).status).toBe(200);
});

it("refuses bodies over 64 KiB, and takes one just below", async () => {
  const put = (length: number) =>
    bench.call("PUT", "/_sim/faults", { body: `{"seed":"${"x".repeat(length)}"}` });
  expect((await put(65_000)).status).toBe(200);
  expect((await put(66_000)).status).toBe(413);
});

it("survives senders that speak no HTTP or hang up half-way", async () => {
  const { hostname, port } = new URL(bench.url);
  for (const bytes of [
    "\u0000\u0001\r\n\r\n",
    "POST /_sim/reset HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{",
  ]) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end(bytes));
      socket.on("error", () => undefined);
      socket.on("close", () => resolve());
      socket.resume();
    });
  }
  expect((await bench.call("GET", "/_sim/ledger")).status).toBe(200);
});

it("counts only brackets outside strings as depth", () => {
  expect(parseJson(`"${"[".repeat(500)}"`).ok).toBe(true);
  expect(parseJson(`"\\"${"[".repeat(500)}"`).ok).toBe(true);
  expect(parseJson(`${"[".repeat(100)}${"]".repeat(100)}`).ok).toBe(true);
  expect(parseJson(`${"[".repeat(101)}${"]".repeat(101)}`).ok).toBe(false);
});
