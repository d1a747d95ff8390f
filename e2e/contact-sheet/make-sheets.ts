import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type Browser } from "@playwright/test";
import { shopStates } from "../states/shop-states";
import type { CustomerState, Language, StateGroup } from "../states/state";
import { startOwnStack } from "../support/own-stack";
import type { Stack } from "../support/stack";
import { drawSheet } from "./draw-sheet";
import { openPlace, visitAt, type Place } from "./open-visit";
import type { Entry } from "./sheet-page";
import { takeShots, THEMES } from "./take-shots";

const LANGUAGES = { en: "English", sw: "Kiswahili" } as const satisfies Record<Language, string>;

/** More than these on one sheet, and it is too large to be looked at. */
const MOST_ON_A_SHEET = 8;

/** Enough for a push, a callback and a page on a busy machine. */
const SHOWN_WITHIN_MS = 20_000;

export type Work = {
  browser: Browser;
  stack: Stack;
  groups: readonly StateGroup[];
  /** Where the single pictures go. */
  folder: string;
  /** Where the sheets go. */
  target: string;
  progress: (text: string) => void;
};

/** One state in one language: as its customer sees it, in a browser of its own. */
async function photograph(
  { browser, folder }: Work,
  place: Place,
  state: CustomerState,
  language: Language,
): Promise<Entry> {
  await place.simulator.reset();
  await place.witness.expireAccessTokens();
  const context = await browser.newContext({
    baseURL: place.stack.appUrl,
    locale: `${language}-KE`,
    timezoneId: "Africa/Nairobi",
    viewport: { width: 360, height: 640 },
    reducedMotion: "reduce",
  });
  const visit = visitAt(place, await context.newPage(), language);
  try {
    await state.show(visit);
    const heading = state.heading[language];
    await expect(visit.pay.heading).toHaveText(heading, { timeout: SHOWN_WITHIN_MS });
    const shots = await takeShots(visit.page, folder, `${state.name}-${language}`);
    return { name: state.name, heading, shots };
  } finally {
    await state.leave?.(visit);
    await context.close();
  }
}

/** As even as it goes: 15 states are a sheet of 8 and one of 7. */
function spread(states: readonly CustomerState[]): (readonly CustomerState[])[] {
  const sheets = Math.ceil(states.length / MOST_ON_A_SHEET);
  const size = Math.ceil(states.length / sheets);
  return Array.from({ length: sheets }, (_, at) => states.slice(at * size, (at + 1) * size));
}

async function makeSheet(
  work: Work,
  place: Place,
  { name, title, states, language }: StateGroup & { language: Language },
): Promise<void> {
  const entries: Entry[] = [];
  for (const state of states) {
    work.progress(`${state.name}, ${LANGUAGES[language]}`);
    entries.push(await photograph(work, place, state, language));
  }
  for (const theme of THEMES) {
    const target = join(work.target, `${name}-${language}-${theme}.webp`);
    const sheet = { title, language: LANGUAGES[language], theme, entries };
    const bytes = await drawSheet(work.browser, sheet, { folder: work.folder, target });
    work.progress(`wrote ${target}, ${Math.ceil(bytes / 1024)} KiB`);
  }
}

async function makeGroup(work: Work, place: Place, group: StateGroup): Promise<void> {
  const parts = spread(group.states);
  for (const [index, states] of parts.entries()) {
    const name = parts.length === 1 ? group.name : `${group.name}-${index + 1}`;
    for (const language of ["en", "sw"] as const) {
      await makeSheet(work, place, { ...group, name, states, language });
    }
  }
}

/**
 * Brings real pages into every state of the groups and draws a contact sheet for each group, language
 * and theme. The pay pages are those of a shop whose customers have a phone of their own; the demo
 * shop has the simulated one beside it.
 */
export async function makeSheets(work: Work): Promise<void> {
  mkdirSync(work.folder, { recursive: true });
  mkdirSync(work.target, { recursive: true });
  const own = await startOwnStack(work.stack, { processes: 1, env: { DEMO_PHONE_URL: "" } });
  const places: Place[] = [];
  try {
    for (const group of work.groups) {
      const place = await openPlace(group === shopStates ? work.stack : own.stack, own.line);
      places.push(place);
      await makeGroup(work, place, group);
    }
  } finally {
    for (const place of places) await place.close();
    await own.stop();
  }
}
