import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

export type ListenerOptions = {
  /** The server itself: a pooler in transaction mode passes no notifications on. */
  url: string;
  channel: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  onNotification: (payload: string) => void;
  /** From now on every notification arrives. */
  onConnected: () => void;
  /** From now on, until it is connected again, notifications may be missed. */
  onLost: (error: Error) => void;
  /** How often the connection is asked whether it lives, and how soon it must answer. 10 s and 3 s. */
  heartbeatMs?: number;
  heartbeatTimeoutMs?: number;
};

const CONNECT_TIMEOUT_MS = 4_000;
const HEARTBEAT_MS = 10_000;
const HEARTBEAT_TIMEOUT_MS = 3_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** Listens on a fresh connection until it dies or is closed. Never rejects; answers why it ended. */
async function listenOnce(options: ListenerOptions, closing: AbortSignal): Promise<Error> {
  const { heartbeatMs = HEARTBEAT_MS, heartbeatTimeoutMs = HEARTBEAT_TIMEOUT_MS } = options;
  const client = new Client({
    connectionString: options.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: heartbeatTimeoutMs,
    keepAlive: true,
  });
  const died = new Promise<Error>((resolve) => {
    client.on("error", resolve);
    client.on("end", () => resolve(new Error("the connection ended")));
    closing.addEventListener("abort", () => resolve(new Error("closed")), { once: true });
  });
  let hasEnded = false;
  const live = async (): Promise<Error> => {
    await client.connect();
    client.on("notification", ({ payload }) => options.onNotification(payload ?? ""));
    await client.query(`listen ${client.escapeIdentifier(options.channel)}`);
    if (!hasEnded) options.onConnected();
    for (;;) {
      await sleep(heartbeatMs, undefined, { signal: closing, ref: false });
      await client.query("select");
    }
  };
  const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
  const ended = await Promise.race([died, live().catch(asError)]);
  hasEnded = true;
  // Not awaited: a server that is gone does not say goodbye.
  void client.end().catch(() => undefined);
  return ended;
}

/**
 * Keeps one connection listening on a channel, and makes a new one with growing pauses whenever it is
 * lost. `close` ends it for good.
 */
export function openListener(options: ListenerOptions): { close: () => Promise<void> } {
  const closing = new AbortController();
  const keepListening = async () => {
    let pauseMs = FIRST_PAUSE_MS;
    const onConnected = () => {
      pauseMs = FIRST_PAUSE_MS;
      options.onConnected();
    };
    while (!closing.signal.aborted) {
      options.onLost(await listenOnce({ ...options, onConnected }, closing.signal));
      await sleep(pauseMs, undefined, { signal: closing.signal, ref: false }).catch(
        () => undefined,
      );
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }
  };
  const running = keepListening();
  return {
    close: async () => {
      closing.abort();
      await running;
    },
  };
}
