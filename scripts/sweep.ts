import { env } from "@/lib/env";
import { checkInvariants } from "@/lib/payments/check-invariants";
import { sweep } from "@/lib/payments/sweep";
import { openRuntime } from "@/lib/runtime";
import { eraseOld } from "@/lib/privacy/erase-old";
import { countTakings } from "@/lib/takings/count-takings";
import { loadDotEnv } from "./launcher/dot-env";
import { runCommand } from "./launcher/run-command";

/** `npm run sweep`: one bounded pass; prints what it did as one line of JSON. */
await runCommand(async () => {
  loadDotEnv();
  const runtime = openRuntime(env());
  try {
    const counts = await sweep(runtime);
    const merchantsCounted = await countTakings(runtime);
    const erased = await eraseOld(runtime);
    const invariantsChecked = await checkInvariants(runtime);
    console.log(JSON.stringify({ ...counts, ...erased, merchantsCounted, invariantsChecked }));
  } finally {
    await runtime.close();
  }
});
