import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { env, EnvironmentError, type Env } from "@/lib/env";
import { PEER_ADDRESS_HEADER } from "@/lib/http/client-address";
import { servePackedFiles } from "@/lib/http/serve-packed-files";
import { isUnanswerable, NOWHERE } from "@/lib/http/unanswerable";

/** What the build left for browsers to load, from the folder that the server is started in. */
const STATIC_FOLDER = ".next/static";

function readEnvironment(): Env {
  try {
    return env();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * Handlers of Next see headers, not sockets: the address of whoever is connected goes in as a header,
 * over anything a client sent under that name. An IPv4 address comes without its IPv6 wrapping.
 */
function stampPeerAddress(message: unknown): void {
  if (typeof message !== "object" || message === null || !("request" in message)) return;
  const { request } = message;
  if (!(request instanceof IncomingMessage)) return;
  const address = request.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, "");
  if (address === undefined) Reflect.deleteProperty(request.headers, PEER_ADDRESS_HEADER);
  else request.headers[PEER_ADDRESS_HEADER] = address;
}

/** With its sweeper off, this host may have no other process that sees its disk. */
async function keepDraining(everyMs: number): Promise<void> {
  const { drainSpool } = await import("@/lib/payments/drain-spool");
  const { runtime } = await import("@/lib/runtime");
  try {
    await drainSpool(runtime());
  } catch (error) {
    runtime().log.error("spooled callbacks are not stored yet", { error });
  }
  setTimeout(() => void keepDraining(everyMs), everyMs).unref();
}

/** What Next must not answer goes where nobody lives: 404. */
function turnAway(message: unknown): void {
  if (typeof message !== "object" || message === null || !("request" in message)) return;
  const { request } = message;
  if (!(request instanceof IncomingMessage) || !isUnanswerable(request)) return;
  Object.assign(request, NOWHERE);
}

const ENDINGS = ["SIGTERM", "SIGINT"] as const;

/** Requests wait for changes from now on; when the process is to end, they are all answered at once. */
async function hearOfChanges(): Promise<void> {
  const { runtime } = await import("@/lib/runtime");
  const { orderChanges } = runtime();
  orderChanges.start();
  for (const signal of ENDINGS) process.once(signal, () => void orderChanges.stop());
}

/** Not by the log, which keeps what it is told: this is for whoever starts the server to read. */
async function offerSetUp(): Promise<void> {
  const { createSetupLink } = await import("@/lib/merchants/create-setup-link");
  const { runtime } = await import("@/lib/runtime");
  try {
    const link = await createSetupLink(runtime());
    if (link === null) return;
    process.stdout.write(
      `\nNobody can sign in yet. Make the first merchant here, once, within a day:\n  ${link}\n\n`,
    );
  } catch (error) {
    runtime().log.warn("no link to set this instance up was made", { error });
  }
}

/** Starts what a server process does beside answering requests. A wrong environment ends it. */
export async function startProcess(): Promise<void> {
  const { SWEEPER, SWEEP_INTERVAL_MS, CALLBACK_SPOOL } = readEnvironment();
  servePackedFiles(STATIC_FOLDER);
  subscribe("http.server.request.start", stampPeerAddress);
  subscribe("http.server.request.start", turnAway);
  await hearOfChanges();
  await offerSetUp();
  if (SWEEPER === "off") {
    if (CALLBACK_SPOOL !== null) void keepDraining(SWEEP_INTERVAL_MS);
    return;
  }
  const { startSweepLoop } = await import("@/lib/payments/sweep-loop");
  const { runtime } = await import("@/lib/runtime");
  const loop = startSweepLoop(runtime(), { intervalMs: SWEEP_INTERVAL_MS });
  for (const signal of ENDINGS) process.once(signal, () => void loop.stop());
}
