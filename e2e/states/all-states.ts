import { closedStates } from "./closed-states";
import { failedStates } from "./failed-states";
import { paidStates } from "./paid-states";
import { payStates } from "./pay-states";
import { receiptStates } from "./receipt-states";
import { shopStates } from "./shop-states";
import type { StateGroup } from "./state";
import { waitStates } from "./wait-states";

/** Every state in which a customer can find a page of ours. */
export const ALL_STATES: readonly StateGroup[] = [
  payStates,
  waitStates,
  failedStates,
  paidStates,
  closedStates,
  receiptStates,
  shopStates,
];
