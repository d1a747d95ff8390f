import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "./http/serve";
import { SANDBOX_SHORTCODE, type Shortcode } from "./shortcodes/shortcode";
import { createWorld } from "./world";

const REQUEST_TIMEOUT_MS = 30_000;

export interface SimulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
  /** Known beside Safaricom's public sandbox shortcode, and in its place under the same number. */
  readonly shortcodes?: readonly Shortcode[];
  /** The origin whose pages may show the phone, beside those of this machine. */
  readonly shownIn?: string | null;
  /** Milliseconds; tests move it. Timers follow the real clock. */
  readonly now?: () => number;
}

export interface Simulator {
  /** Base address without a slash at the end. */
  readonly url: string;
  /** Stops at once: timers, deliveries and connections end. */
  close(): Promise<void>;
}

/** Starts a local Safaricom and resolves once it listens; rejects when the port cannot be had. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port, host = "127.0.0.1", shortcodes = [], shownIn = null, now = Date.now } = options;
  const world = createWorld([SANDBOX_SHORTCODE, ...shortcodes], now, shownIn);
  const server = createServer((request, response) => void serve(world, request, response));
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });

  async function close(): Promise<void> {
    world.pending.cancelAll();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    world.pending.cancelAll();
  }

  return { url: `http://${bracketed(host)}:${portOf(server.address())}`, close };
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("Not listening on a port.");
  return address.port;
}
