import { describeProblem } from "./problem";

/** Runs a command-line entry: a failure is told to the person and ends with code 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(describeProblem(error));
    process.exitCode = 1;
  }
}
