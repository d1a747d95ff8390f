import { setTimeout as sleep } from "node:timers/promises";
import type { Runtime } from "@/lib/runtime";
import { eraseOld } from "@/lib/privacy/erase-old";
import { countTakings } from "@/lib/takings/count-takings";
import { checkInvariants } from "./check-invariants";
import { sweep } from "./sweep";

/**
 * Sweeps again and again until stopped; a failed pass is logged and the next one tries again. After a
 * pass, when it is time, the rules of money are checked, the summaries of days brought up to date and
 * what was kept long enough is erased, beside the next passes, which do not wait.
 */
export function startSweepLoop(
  runtime: Runtime,
  { intervalMs }: { intervalMs: number },
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  let checking: Promise<void> | null = null;
  let counting: Promise<void> | null = null;
  let erasing: Promise<void> | null = null;
  const checkBeside = async () => {
    try {
      await checkInvariants(runtime, stopping.signal);
    } catch (error) {
      runtime.log.error("the rules of money could not be checked", { error });
    }
    checking = null;
  };
  const countBeside = async () => {
    try {
      await countTakings(runtime, stopping.signal);
    } catch (error) {
      runtime.log.error("the summaries of days could not be brought up to date", { error });
    }
    counting = null;
  };
  const eraseBeside = async () => {
    try {
      await eraseOld(runtime, stopping.signal);
    } catch (error) {
      runtime.log.error("what is old could not be erased", { error });
    }
    erasing = null;
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await sweep(runtime);
        checking ??= checkBeside();
        counting ??= countBeside();
        erasing ??= eraseBeside();
      } catch (error) {
        runtime.log.error("sweep failed", { error });
      }
      await sleep(intervalMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      await Promise.all([checking, counting, erasing]);
    },
  };
}
