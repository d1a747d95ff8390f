export type BodyRead =
  { ok: true; body: Buffer } | { ok: false; reason: "too_large" | "too_slow" | "cut_off" };

/**
 * Reads a request's body, capped in size and in time while it streams in. Never holds more than the
 * cap; what is over it is not read.
 */
export async function readBody(
  request: Request,
  { maxBytes, timeoutMs }: { maxBytes: number; timeoutMs: number },
): Promise<BodyRead> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > maxBytes) return { ok: false, reason: "too_large" };
  if (!request.body) return { ok: true, body: Buffer.alloc(0) };
  const reader = request.body.getReader();
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<"too_slow">((resolve) => {
    timer = setTimeout(() => resolve("too_slow"), timeoutMs);
  });
  try {
    return await collect(reader, maxBytes, tooSlow);
  } catch {
    return { ok: false, reason: "cut_off" };
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
  tooSlow: Promise<"too_slow">,
): Promise<BodyRead> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const read = await Promise.race([reader.read(), tooSlow]);
    if (read === "too_slow" || size > maxBytes) {
      void reader.cancel().catch(() => undefined);
      return { ok: false, reason: read === "too_slow" ? "too_slow" : "too_large" };
    }
    if (read.done) return { ok: true, body: Buffer.concat(chunks) };
    size += read.value.byteLength;
    chunks.push(read.value);
    if (size > maxBytes) {
      void reader.cancel().catch(() => undefined);
      return { ok: false, reason: "too_large" };
    }
  }
}
