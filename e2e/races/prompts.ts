import type { Simulator } from "../support/simulator";

/** How many prompts the simulator ever showed for an order, by its account reference. */
export async function countPrompts(simulator: Simulator): Promise<(reference: string) => number> {
  const counts = new Map<string, number>();
  for (const { accountReference } of await simulator.prompts()) {
    counts.set(accountReference, (counts.get(accountReference) ?? 0) + 1);
  }
  return (reference) => counts.get(reference) ?? 0;
}
