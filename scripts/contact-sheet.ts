import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { makeSheets } from "@/e2e/contact-sheet/make-sheets";
import { ALL_STATES } from "@/e2e/states/all-states";
import type { StateGroup } from "@/e2e/states/state";
import { findBrowser } from "@/e2e/support/browser";
import { startStack } from "@/e2e/support/stack";
import { LauncherProblem } from "./launcher/problem";
import { runCommand } from "./launcher/run-command";
import { onEndRequested, shutDown } from "./launcher/shutdown";

/** The sheets, for people to look at. */
const TARGET = "docs/contact-sheet";
/** Every picture by itself, in full size. */
const FOLDER = "test-results/contact-sheet";

function readArguments(): string[] {
  try {
    return parseArgs({ allowPositionals: true, options: {} }).positionals;
  } catch (error) {
    throw new LauncherProblem(error instanceof Error ? error.message : String(error));
  }
}

function readChosen(): readonly StateGroup[] {
  const wanted = readArguments();
  const names = ALL_STATES.map(({ name }) => name);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new LauncherProblem(
      `No such sheet: ${unknown.join(", ")}. There are: ${names.join(", ")}`,
    );
  }
  return ALL_STATES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

/**
 * `npm run contact-sheet -- [NAME …]`: brings the customer's pages into every state, photographs them
 * on a phone and on a desk, light and dark, in English and Swahili, and lays the pictures out as sheets.
 */
await runCommand(async () => {
  const groups = readChosen();
  onEndRequested((why) => {
    console.error(`\nStopping (${why}) …`);
    void shutDown(1);
  });
  let code = 0;
  const { stack, stop } = await startStack();
  const browser = await chromium.launch(await findBrowser());
  try {
    const progress = (text: string) => console.log(`  … ${text}`);
    await makeSheets({ browser, stack, groups, folder: FOLDER, target: TARGET, progress });
  } catch (error) {
    console.error(error);
    code = 1;
  } finally {
    await browser.close();
    await stop();
  }
  await shutDown(code);
});
