// Ends what a launcher started when the launcher is gone, however it went (kill -9 included): the
// pipe to it closes. Started by owned-process.ts, in a session of its own, so that no Ctrl-C reaches it.
import { createInterface } from "node:readline";

const GRACE_MS = 4_000;
const POLL_MS = 50;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);

/** @type {Map<number, string>} process group → the signal that ends it */
const watched = new Map();

/** @param {number} target @param {string | number} signal */
function send(target, signal) {
  try {
    process.kill(target, signal);
    return true;
  } catch {
    return false;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, pid, signal] = line.split(" ");
  if (verb === "watch") watched.set(Number(pid), signal ?? "SIGTERM");
  else watched.delete(Number(pid));
}

const endsAtMs = performance.now() + GRACE_MS;
for (const [pid, signal] of watched) send(-pid, signal);
while ([...watched.keys()].some((pid) => send(-pid, 0)) && performance.now() < endsAtMs) {
  await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
for (const pid of watched.keys()) send(-pid, "SIGKILL");
process.exit(0);
