import { describe, expect, it } from "vitest";
import { readJsonBody } from "./read-json-body";

const limits = { maxBytes: 100, timeoutMs: 1_000 };

function post(body: BodyInit | null): Request {
  return new Request("http://localhost/", { method: "POST", body, duplex: "half" } as RequestInit);
}

function streamOf(chunks: string[], isOpen = false): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      if (!isOpen) controller.close();
    },
  });
}

describe("readJsonBody", () => {
  it("reads JSON that comes in pieces, cut within a character", async () => {
    const bytes = Buffer.from('{"title":"Chai ☕"}');
    const cut = bytes.indexOf(0xe2) + 1;
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.subarray(0, cut));
        controller.enqueue(bytes.subarray(cut));
        controller.close();
      },
    });
    expect(await readJsonBody(post(stream), limits)).toEqual({
      ok: true,
      value: { title: "Chai ☕" },
    });
  });

  it("stops reading past the limit, declared or not", async () => {
    const tooMuch = JSON.stringify("x".repeat(200));
    expect(await readJsonBody(post(tooMuch), limits)).toMatchObject({ reason: "too_large" });
    expect(await readJsonBody(post(streamOf([tooMuch])), limits)).toMatchObject({
      reason: "too_large",
    });
  });

  it("takes exactly the limit", async () => {
    const most = JSON.stringify("x".repeat(98));
    expect(await readJsonBody(post(most), limits)).toMatchObject({ ok: true });
  });

  it("gives up on a sender that stalls", async () => {
    const stalled = post(streamOf(['{"a":'], true));
    expect(await readJsonBody(stalled, { ...limits, timeoutMs: 20 })).toMatchObject({
      reason: "too_slow",
    });
  });

  it.each([
    ["nothing", null],
    ["no JSON", "{a:1}"],
    ["cut-off JSON", '{"a":'],
    ["bad UTF-8", Buffer.from([0x22, 0xff, 0x22])],
    ["__proto__", '{"__proto__":{"amountKes":1}}'],
    ["__proto__ further in", '{"a":[{"__proto__":1}]}'],
    ["deep nesting", "[".repeat(50) + "]".repeat(50)],
  ])("refuses %s", async (_name, body) => {
    expect(await readJsonBody(post(body), limits)).toEqual({ ok: false, reason: "not_json" });
  });

  it("survives nesting as deep as a body can be", async () => {
    const deep = "[".repeat(32_000) + "]".repeat(32_000);
    const body = await readJsonBody(post(deep), { ...limits, maxBytes: 65_536 });
    expect(body).toEqual({ ok: false, reason: "not_json" });
  });
});
