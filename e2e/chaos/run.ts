import type { Conductor } from "./conductor";
import type { Customer } from "./make-customers";
import type { World } from "./world";

/** A run under way. */
export type Run = {
  world: World;
  customers: Customer[];
  conductor: Conductor;
  payments: number;
  seed: string;
  progress: (text: string) => void;
  phase: { name: string; done: number; of: number };
  /** Where to copy the database to in the middle of the storm; null for no copy. */
  copyFolder: string | null;
};

/** No push is sent later than this after its claim, and no customer waits longer for its answer. */
export const PUSHES_END_AFTER_MS = 11_000;
/** For questions and callbacks to come and go before time passes again. */
export const STEP_LASTS_MS = 1_500;

/** Begins a part of the run, and says so. */
export function enter(run: Run, name: string, of: number): void {
  run.phase = { name, done: 0, of };
  run.world.history.note("run", name);
  run.progress(name);
}
