import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { LauncherProblem } from "./problem";

const POLL_MS = 100;

/** Why nobody could listen on this port, or null if it is free on every address. */
function tryPort(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has no :: to be taken.
      const isNoAddress = error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT";
      resolve(isNoAddress ? null : (error.code ?? error.message));
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

async function whyTaken(port: number): Promise<string | null> {
  for (const host of ["127.0.0.1", "0.0.0.0", "::"]) {
    const reason = await tryPort(port, host);
    if (reason !== null) return reason;
  }
  return null;
}

/**
 * Makes sure that a port can be had. Throws LauncherProblem naming the port and its variable.
 * `patienceMs` is how long to wait for one who is on the way out.
 */
export async function requirePort(
  variable: string,
  port: number,
  patienceMs: number,
): Promise<void> {
  const endsAtMs = performance.now() + patienceMs;
  for (;;) {
    const reason = await whyTaken(port);
    if (reason === null) return;
    if (reason !== "EADDRINUSE") {
      throw new LauncherProblem(`Port ${port} (${variable}) cannot be used: ${reason}.`);
    }
    if (performance.now() > endsAtMs) {
      throw new LauncherProblem(
        `Port ${port} is taken by another program. Stop it, or set ${variable} to a free port.`,
      );
    }
    await sleep(POLL_MS);
  }
}
