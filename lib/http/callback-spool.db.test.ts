import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "@/db/free-port";
import { makeCallbackToken } from "@/lib/payments/callback-token";
import { drainSpool } from "@/lib/payments/drain-spool";
import { newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import { idsOf } from "@/lib/payments/fixtures/fake-daraja";
import { brokenRules, openTestShop, type TestShop } from "@/lib/payments/fixtures/test-shop";
import { openRuntime, type Runtime } from "@/lib/runtime";
import { handleCallback } from "./callback";

/** Callbacks that arrive while the database is away: refused, or accepting and never answering. */

let shop: TestShop;
let folder: string;
let orderId: string;
let token: string;
let blackhole: Server;
let blackholePort: number;
const opened: { close: () => Promise<void> }[] = [];

beforeAll(async () => {
  shop = await openTestShop();
  blackholePort = await freePort();
  blackhole = createServer((socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => blackhole.listen(blackholePort, "127.0.0.1", resolve));
});
afterAll(async () => {
  await Promise.all(opened.map((runtime) => runtime.close()));
  blackhole.close();
  await shop.close();
});
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), "malipo-spool-")), "spool");
  orderId = await shop.makeOrder();
  token = (await shop.startedPush(orderId)).call.callbackToken;
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

/** A process of the same installation whose database is at another address. */
function processAt(databaseUrl: string, spool: string | null = folder): Runtime {
  const env = { ...shop.env, DATABASE_URL: databaseUrl, CALLBACK_SPOOL: spool };
  const runtime = openRuntime(env);
  opened.push(runtime);
  return { ...runtime, log: shop.runtime.log };
}

const REFUSED = "postgres://nobody:x@127.0.0.1:1/none";
const silent = () => `postgres://nobody:x@127.0.0.1:${blackholePort}/none`;

const body = () => successBody(idsOf(token), { amountKes: 100, receipt: newReceipt() });
const post = (runtime: Runtime, content: BodyInit, to = token, options = {}) =>
  handleCallback(
    runtime,
    new Request("http://localhost/api/callbacks/x", { method: "POST", body: content }),
    to,
    options,
  );
const spooled = () => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

describe("a callback with a right token while the database is away", () => {
  it.each([
    ["refused", () => REFUSED],
    ["silent", silent],
  ])("is kept on the disk and acknowledged: %s", async (_how, url) => {
    const content = body();
    const answer = await post(processAt(url()), content);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ResultCode: 0, ResultDesc: "Accepted" });
    expect(spooled()).toHaveLength(1);
  });

  it("is one file however often it comes", async () => {
    const content = body();
    const runtime = processAt(REFUSED);
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(runtime, content)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(8).fill(200));
    expect(spooled()).toHaveLength(1);
  });

  it("leaves neither token, phone nor receipt readable, on the disk or in the log", async () => {
    const content = body();
    await post(processAt(REFUSED), content);
    const [name = ""] = spooled();
    const seen = readFileSync(join(folder, name)).toString("latin1") + name + shop.logLines.join();
    for (const secret of [token, "254712345678", idsOf(token).checkoutRequestId]) {
      expect(seen).not.toContain(secret);
    }
  });

  it("is answered 503 where there is no spool", async () => {
    expect((await post(processAt(REFUSED, null), body())).status).toBe(503);
  });

  it("is answered 503 when the disk refuses", async () => {
    writeFileSync(folder, "a file where the folder should be");
    expect((await post(processAt(REFUSED), body())).status).toBe(503);
  });

  it("is read under the same caps", async () => {
    const runtime = processAt(REFUSED);
    expect((await post(runtime, new Uint8Array(64 * 1_024 + 1).fill(0x20))).status).toBe(413);
    const slow = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array([0x7b])),
      pull: () => new Promise<void>(() => undefined),
    });
    const init = { method: "POST", body: slow, duplex: "half" };
    const request = new Request("http://localhost/", init);
    const answer = await handleCallback(runtime, request, token, { bodyTimeoutMs: 20 });
    expect(answer.status).toBe(408);
    expect(spooled()).toEqual([]);
  });
});

it("a wrong token never reaches the disk", async () => {
  const other = makeCallbackToken(Buffer.alloc(32, 9));
  const request = new Request("http://localhost/", { method: "POST", body: "{}" });
  expect((await handleCallback(processAt(REFUSED), request, other)).status).toBe(404);
  expect(request.bodyUsed).toBe(false);
  expect(spooled()).toEqual([]);
});

it("a spool that nobody needs holds nothing: the database has it", async () => {
  const answer = await post(processAt(shop.url), body());
  expect(answer.status).toBe(200);
  expect(spooled()).toEqual([]);
  expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid" });
  expect(await brokenRules(shop, orderId)).toEqual([]);
});

it("what the database stored too late and the disk has too is the same evidence", async () => {
  const { witness } = shop;
  const content = body();
  // Somebody holds the table: the statement waits, longer than a callback does.
  const held = await witness.reserve();
  await held`begin`;
  await held`lock table evidence in access exclusive mode`;
  const runtime = processAt(shop.url);
  const answer = await post(runtime, content);
  await held`rollback`;
  held.release();
  expect(answer.status).toBe(200);
  expect(spooled()).toHaveLength(1);
  const callbacks = async () =>
    (await shop.readEvidence(orderId)).filter(({ source }) => source === "callback");
  await expect.poll(callbacks).toHaveLength(1);
  expect(await drainSpool(runtime)).toMatchObject({ drained: 1 });
  expect(await callbacks()).toHaveLength(1);
  expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid" });
  expect(await brokenRules(shop, orderId)).toEqual([]);
});
