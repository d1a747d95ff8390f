import type { Books } from "./books";
import { checkMoney, type MoneyFindings } from "./check-money";
import { checkAcknowledged, checkOpenAttempts, checkOrders } from "./check-orders";
import { checkDoublePrompts, checkLimits } from "./check-prompts";
import { indexBooks } from "./index-books";

/** Every disagreement between the provider's books and ours, in words. */
export type Findings = MoneyFindings & {
  wrongStatus: string[];
  doublePrompts: string[];
  beyondLimits: string[];
  openDespiteWitness: string[];
  acknowledgedLost: string[];
};

/** Compares the two sides. Pure: it knows neither the product's code nor where the rows came from. */
export function compareBooks(books: Books): Findings {
  const indexed = indexBooks(books);
  return {
    ...checkMoney(indexed),
    wrongStatus: checkOrders(indexed),
    doublePrompts: checkDoublePrompts(indexed),
    beyondLimits: checkLimits(indexed),
    openDespiteWitness: checkOpenAttempts(indexed),
    acknowledgedLost: checkAcknowledged(indexed),
  };
}
