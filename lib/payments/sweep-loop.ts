import { setTimeout as sleep } from "node:timers/promises";
import { sendSummariesInTurn } from "@/lib/mail/send-summaries";
import { eraseOld } from "@/lib/privacy/erase-old";
import type { Runtime } from "@/lib/runtime";
import { countTakings } from "@/lib/takings/count-takings";
import { checkInvariants } from "./check-invariants";
import { sweep } from "./sweep";

type SideWork = {
  run: (runtime: Runtime, signal: AbortSignal) => Promise<unknown>;
  /** What the log says of it when it fails. */
  failure: string;
};

/** What is done after a pass when it is time, beside the next passes, which do not wait for it. */
const SIDE_WORK: readonly SideWork[] = [
  { run: checkInvariants, failure: "the rules of money could not be checked" },
  { run: countTakings, failure: "the summaries of days could not be brought up to date" },
  { run: eraseOld, failure: "what is old could not be erased" },
  { run: sendSummariesInTurn, failure: "the mails about yesterday could not be sent" },
];

/**
 * Sweeps again and again until stopped; a failed pass is logged and the next one tries again. After
 * each pass whatever of the side work is not under way is begun.
 */
export function startSweepLoop(
  runtime: Runtime,
  { intervalMs }: { intervalMs: number },
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const underWay = new Map<SideWork, Promise<void>>();
  const workBeside = async (work: SideWork) => {
    try {
      await work.run(runtime, stopping.signal);
    } catch (error) {
      runtime.log.error(work.failure, { error });
    }
    underWay.delete(work);
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await sweep(runtime);
        for (const work of SIDE_WORK) {
          if (!underWay.has(work)) underWay.set(work, workBeside(work));
        }
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
      await Promise.all(underWay.values());
    },
  };
}
