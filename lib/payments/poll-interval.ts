import { isPaidStatus, type AttemptState, type OrderStatus } from "./model";

const NOTHING_STARTED_MS = 5_000;
const PROMPTED_MS = 1_000;
const CHECKING_MS = 2_000;
const UNRESOLVED_MS = 10_000;
const PERSON_NEEDED_MS = 15_000;

type Situation = {
  status: OrderStatus;
  state: AttemptState | null;
  isUnresolved: boolean;
  /** An attempt is pending, unresolved or in review. */
  mayChange: boolean;
};

/**
 * When to ask again, in ms, or null for never. Follows from the state alone, so that it changes only
 * with the version; the page slows down with age by itself. Pure.
 */
export function pollAfterMs({ status, state, isUnresolved, mayChange }: Situation): number | null {
  if (isPaidStatus(status)) return null;
  if ((status === "expired" || status === "cancelled") && !mayChange) return null;
  switch (state) {
    case null:
    case "failed":
    case "succeeded":
      return NOTHING_STARTED_MS;
    case "sending":
    case "waiting":
      return PROMPTED_MS;
    case "checking":
      return isUnresolved ? UNRESOLVED_MS : CHECKING_MS;
    case "review":
      return PERSON_NEEDED_MS;
    default:
      return state satisfies never;
  }
}
