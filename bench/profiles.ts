import { dashboard } from "./dashboard/profile";
import { instant } from "./instant/profile";
import { page } from "./page/page";
import type { Profile } from "./profile";

/** Everything that `npm run bench` can measure, by the names of the command line. */
export const PROFILES: readonly Profile[] = [instant, page, dashboard];
