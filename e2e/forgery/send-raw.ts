import { connect } from "node:net";

export type RawAnswer = {
  /** The HTTP status; null if the connection ended, or the time was over, without one. */
  status: number | null;
  elapsedMs: number;
  /** What of `trickle` had left when the answer came. */
  trickledBytes: number;
};

export type RawRequest = {
  /** The bytes as they go out; nothing mends them. */
  head: string | Buffer;
  /** Sent one byte at a time until the answer comes. */
  trickle?: Buffer;
};

const HOST = "127.0.0.1";
const DEFAULT_TIMEOUT_MS = 10_000;
const TRICKLE_EVERY_MS = 20;

/** The first final status in what was received; 1xx answers are not final. */
function finalStatus(received: string): number | null {
  for (const [, status] of received.matchAll(/HTTP\/1\.[01] (\d{3})/g)) {
    if (Number(status) >= 200) return Number(status);
  }
  return null;
}

/** Sends bytes on a connection of their own and answers with the first final status. Never throws. */
export function sendRaw(
  port: number,
  { head, trickle }: RawRequest,
  timeoutMs = DEFAULT_TIMEOUT_MS,
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const startedMs = performance.now();
    const socket = connect(port, HOST);
    let received = "";
    let trickledBytes = 0;
    let drip: NodeJS.Timeout | undefined;
    const settle = () => {
      clearTimeout(timer);
      clearInterval(drip);
      socket.destroy();
      const elapsedMs = performance.now() - startedMs;
      resolve({ status: finalStatus(received), elapsedMs, trickledBytes });
    };
    const timer = setTimeout(settle, timeoutMs);
    socket.setEncoding("latin1").setNoDelay(true);
    socket.on("connect", () => {
      socket.write(head);
      if (trickle === undefined) return;
      drip = setInterval(() => {
        if (trickledBytes >= trickle.length || socket.writableEnded) return;
        socket.write(trickle.subarray(trickledBytes, (trickledBytes += 1)));
      }, TRICKLE_EVERY_MS);
    });
    socket.on("data", (chunk: string) => {
      received += chunk;
      if (finalStatus(received) !== null) settle();
    });
    socket.on("error", settle);
    socket.on("close", settle);
  });
}
