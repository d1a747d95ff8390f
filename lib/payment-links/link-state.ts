import type { LinkState } from "./model";

/** What a link's state follows from, read in one statement by the database's clock. */
export type LinkFacts = {
  isActive: boolean;
  isOver: boolean;
  stock: number | null;
  /** Orders that hold a use: all but those that gave it back. */
  heldUses: number;
  /** Of these, those that nothing can give back any more: money has come. */
  settledUses: number;
};

/** Whether a link makes orders now, and if not, why. Pure and total. */
export function linkState(facts: LinkFacts): LinkState {
  if (!facts.isActive) return "off";
  if (facts.isOver) return "expired";
  if (facts.stock === null || facts.heldUses < facts.stock) return "open";
  return facts.settledUses >= facts.stock ? "used_up" : "taken";
}
