import { env } from "@/lib/env";
import { sweep } from "@/lib/payments/sweep";
import { openRuntime } from "@/lib/runtime";
import { loadDotEnv } from "./launcher/dot-env";
import { runCommand } from "./launcher/run-command";

/** `npm run sweep`: one bounded pass; prints what it did as one line of JSON. */
await runCommand(async () => {
  loadDotEnv();
  const runtime = openRuntime(env());
  try {
    console.log(JSON.stringify(await sweep(runtime)));
  } finally {
    await runtime.close();
  }
});
