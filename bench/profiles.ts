import { instant } from "./instant/profile";
import type { Profile } from "./profile";

/** Everything that `npm run bench` can measure, by the names of the command line. */
export const PROFILES: readonly Profile[] = [instant];
