import { startStack } from "./stack";

export const STACK_VARIABLE = "MALIPO_E2E_STACK";

/** Starts the one stack of a run; workers find its addresses in their environment. */
export default async function setUpStories(): Promise<() => Promise<void>> {
  const { stack, stop } = await startStack();
  process.env[STACK_VARIABLE] = JSON.stringify(stack);
  return stop;
}
