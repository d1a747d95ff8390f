import { afterAll, beforeAll, expect, it } from "vitest";
import { startBench, type Bench } from "../test-bench";

let bench: Bench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.close());

it.each([
  ["GET", "/mpesa/nothing/v1", 404, "404.001.01"],
  ["POST", "/mpesa/stkpush/v1/processrequest/", 404, "404.001.01"],
  ["GET", "//", 404, "404.001.01"],
  ["GET", "/mpesa/stkpush/v1/processrequest", 404, "404.001.04"],
  ["GET", "/mpesa/stkpushquery/v1/query", 404, "404.001.04"],
  ["PUT", "/mpesa/stkpush/v1/processrequest", 405, "405.001"],
  ["POST", "/oauth/v1/generate", 405, "405.001"],
])("%s %s is %i %s", async (method, path, status, errorCode) => {
  const reply = await bench.call(method, path);
  expect(reply.status).toBe(status);
  expect(reply.body).toMatchObject({ requestId: expect.any(String) as unknown, errorCode });
});

it("answers OPTIONS and HEAD without a body", async () => {
  const options = await bench.call("OPTIONS", "/oauth/v1/generate");
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, OPTIONS"]);
  const head = await bench.call("HEAD", "/mpesa/stkpush/v1/processrequest");
  expect([head.status, head.text]).toEqual([404, ""]);
});
