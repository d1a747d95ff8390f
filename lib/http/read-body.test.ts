import { describe, expect, it } from "vitest";
import { readBody } from "./read-body";

const LIMITS = { maxBytes: 1_000, timeoutMs: 5_000 };

/** A request whose body hands out these chunks, with a count of what was taken and whether it was cancelled. */
function streamed(chunks: readonly Uint8Array[], headers: Record<string, string> = {}) {
  const seen = { pulled: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[seen.pulled];
        seen.pulled += 1;
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel() {
        seen.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: "POST", body, headers, duplex: "half" };
  return { request: new Request("http://localhost/", init), seen };
}

const kilobytes = (count: number, size = 1_000) =>
  Array.from({ length: count }, () => new Uint8Array(size).fill(65));

describe("readBody", () => {
  it("reads no body, an empty one and one of many chunks", async () => {
    const none = await readBody(new Request("http://localhost/", { method: "POST" }), LIMITS);
    expect(none).toEqual({ ok: true, body: Buffer.alloc(0) });
    const { request } = streamed([new Uint8Array([1, 2]), new Uint8Array(), new Uint8Array([3])]);
    expect(await readBody(request, LIMITS)).toEqual({ ok: true, body: Buffer.from([1, 2, 3]) });
  });

  it("reads exactly as much as is allowed and not a byte more", async () => {
    const allowed = await readBody(streamed(kilobytes(1)).request, LIMITS);
    expect(allowed.ok).toBe(true);
    const over = await readBody(streamed(kilobytes(1, 1_001)).request, LIMITS);
    expect(over).toEqual({ ok: false, reason: "too_large" });
  });

  it("stops at the cap: the rest of a long stream is never taken", async () => {
    const { request, seen } = streamed(kilobytes(10_000));
    expect(await readBody(request, LIMITS)).toEqual({ ok: false, reason: "too_large" });
    expect(seen.pulled).toBeLessThan(5);
    expect(seen.isCancelled).toBe(true);
  });

  it("does not read at all what is announced as too large", async () => {
    const { request, seen } = streamed(kilobytes(3), { "content-length": "3000" });
    expect(await readBody(request, LIMITS)).toEqual({ ok: false, reason: "too_large" });
    expect(seen.pulled).toBe(0);
  });

  it.each(["-5", "abc", "0x10", "1e1"])("is not fooled by content-length %s", async (length) => {
    const { request } = streamed(kilobytes(2), { "content-length": length });
    expect((await readBody(request, LIMITS)).ok).toBe(false);
  });

  it("gives up on a body that does not come, and lets go of it", async () => {
    const seen = { isCancelled: false };
    const body = new ReadableStream<Uint8Array>({
      pull: () => new Promise<void>(() => undefined),
      cancel: () => {
        seen.isCancelled = true;
      },
    });
    const init = { method: "POST", body, duplex: "half" };
    const request = new Request("http://localhost/", init);
    const read = await readBody(request, { maxBytes: 1_000, timeoutMs: 20 });
    expect(read).toEqual({ ok: false, reason: "too_slow" });
    expect(seen.isCancelled).toBe(true);
  });

  it("gives up on a body that trickles for longer than allowed", async () => {
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setImmediate(resolve));
        controller.enqueue(new Uint8Array(0));
      },
    });
    const init = { method: "POST", body, duplex: "half" };
    const request = new Request("http://localhost/", init);
    const read = await readBody(request, { maxBytes: 1_000, timeoutMs: 30 });
    expect(read).toEqual({ ok: false, reason: "too_slow" });
  });

  it("says so when the sender breaks off", async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("aborted"));
      },
    });
    const init = { method: "POST", body, duplex: "half" };
    const read = await readBody(new Request("http://localhost/", init), LIMITS);
    expect(read).toEqual({ ok: false, reason: "cut_off" });
  });
});
