import { once } from "node:events";
import { env } from "@/lib/env";
import { startSweepLoop } from "@/lib/payments/sweep-loop";
import { openRuntime } from "@/lib/runtime";
import { loadDotEnv } from "./launcher/dot-env";
import { runCommand } from "./launcher/run-command";

/** `npm run worker`: the sweep loop as a process of its own, until SIGTERM or Ctrl-C. */
await runCommand(async () => {
  loadDotEnv();
  const environment = env();
  const runtime = openRuntime(environment);
  const intervalMs = environment.SWEEP_INTERVAL_MS;
  const loop = startSweepLoop(runtime, { intervalMs });
  console.log(`Sweeping every ${intervalMs} ms; Ctrl-C ends it.`);
  // A pending promise alone does not keep a process alive.
  const keepAlive = setInterval(() => undefined, 60_000);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  clearInterval(keepAlive);
  await loop.stop();
  await runtime.close();
});
