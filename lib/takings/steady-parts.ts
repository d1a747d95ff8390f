import type { Home } from "./model";

/** What of the home page changes with what happens; the rest moves with the clock alone. */
export function steadyPartsOf({ periods, days, failures, waiting, firstSteps }: Home) {
  return { periods: periods.map(({ now }) => now), days, failures, waiting, firstSteps };
}
