import { CALLBACKS } from "./callbacks";
import { CHECKING } from "./checking";
import { DECIDING } from "./deciding";
import { JUDGING } from "./judging";
import { KEEPING_APART } from "./keeping-apart";
import { SHOWING } from "./showing";
import { SPOOLING } from "./spooling";
import { STARTING } from "./starting";
import { STATEMENTS } from "./statements";
import type { Tooth } from "./tooth";
import { WATCHING } from "./watching";
import { WHOLE_RUNS } from "./whole-runs";

/** Every bug that is planted, by subject. */
export const TEETH: readonly Tooth[] = [
  ...JUDGING,
  ...DECIDING,
  ...STATEMENTS,
  ...STARTING,
  ...CALLBACKS,
  ...SPOOLING,
  ...CHECKING,
  ...SHOWING,
  ...KEEPING_APART,
  ...WATCHING,
  ...WHOLE_RUNS,
];
