import { setTimeout as sleep } from "node:timers/promises";
import { sendSummariesInTurn } from "@/lib/mail/send-summaries";
import type { Runtime } from "@/lib/runtime";
import { countTakings } from "@/lib/takings/count-takings";
import { checkInvariants } from "./check-invariants";
import { sweep } from "./sweep";

/**
 * Sweeps again and again until stopped; a failed pass is logged and the next one tries again. After a
 * pass, when it is time, the rules of money are checked, the summaries of days brought up to date and
 * mails about them sent, beside the next passes, which do not wait.
 */
export function startSweepLoop(
  runtime: Runtime,
  { intervalMs }: { intervalMs: number },
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  let checking: Promise<void> | null = null;
  let counting: Promise<void> | null = null;
  let mailing: Promise<void> | null = null;
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
  const mailBeside = async () => {
    try {
      await sendSummariesInTurn(runtime, stopping.signal);
    } catch (error) {
      runtime.log.error("the mails about yesterday could not be sent", { error });
    }
    mailing = null;
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await sweep(runtime);
        checking ??= checkBeside();
        counting ??= countBeside();
        mailing ??= mailBeside();
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
      await Promise.all([checking, counting, mailing]);
    },
  };
}
