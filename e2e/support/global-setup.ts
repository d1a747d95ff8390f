import type { FullConfig } from "@playwright/test";
import { startStacks } from "./stack";

export const STACKS_VARIABLE = "MALIPO_E2E_STACKS";

/** Starts a stack for each worker; they find its addresses in their environment. */
export default async function setUpStories({ workers }: FullConfig): Promise<() => Promise<void>> {
  const { stacks, stop } = await startStacks(workers);
  process.env[STACKS_VARIABLE] = JSON.stringify(stacks);
  return stop;
}
