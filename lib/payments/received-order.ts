import type { Fact } from "./snapshot";

/** When evidence was received: its place among all evidence of its attempt. */
export type Moment = Pick<Fact, "id" | "receivedAt">;

/**
 * The order of receipt. Evidence of one attempt is stored one by one, each with a later millisecond
 * than the one before (store-evidence.ts), so what was received earlier was also stored earlier.
 */
export const compareMoments = (a: Moment, b: Moment): number =>
  a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export const isBefore = (a: Moment, b: Moment): boolean => compareMoments(a, b) < 0;
