import { text } from "node:stream/consumers";
import { z } from "zod";
import { env } from "@/lib/env";
import { seedDemo } from "@/lib/merchants/seed-demo";
import { openRuntime } from "@/lib/runtime";
import { runCommand } from "./launcher/run-command";

const optionsShape = z.object({
  simulatorUrl: z.url(),
  apiKey: z.string().optional(),
  password: z.string(),
});

/** Makes or renews the demo merchant. Options come in as JSON on stdin, its access goes out on stdout. */
await runCommand(async () => {
  const options = optionsShape.parse(JSON.parse(await text(process.stdin)));
  const runtime = openRuntime({ ...env(), LOG_LEVEL: "silent" });
  try {
    console.log(JSON.stringify(await seedDemo(runtime, options)));
  } finally {
    await runtime.close();
  }
});
