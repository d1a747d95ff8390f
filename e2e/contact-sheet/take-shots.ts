import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

export const THEMES = ["light", "dark"] as const;

/** Where people stand: a small phone, and a desk. */
export const SCREENS = [
  { name: "phone", width: 360, height: 640 },
  { name: "desktop", width: 1280, height: 800 },
] as const;

export type Theme = (typeof THEMES)[number];

/** A picture of a whole page. */
export type Shot = {
  theme: Theme;
  screen: (typeof SCREENS)[number]["name"];
  file: string;
  /** Of the page, in CSS pixels. */
  width: number;
  height: number;
};

/** After a new size or theme a page has its looks one frame later, and its height another. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
}

/** Pictures of the page as it stands, on every screen and in every theme; `name` begins their files. */
export async function takeShots(page: Page, folder: string, name: string): Promise<Shot[]> {
  mkdirSync(folder, { recursive: true });
  // Nothing looks pointed at.
  await page.mouse.move(0, 0);
  const shots: Shot[] = [];
  for (const screen of SCREENS) {
    await page.setViewportSize({ width: screen.width, height: screen.height });
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await settle(page);
      const picture = await page.screenshot({ fullPage: true, animations: "disabled" });
      const file = join(folder, `${name}-${screen.name}-${theme}.png`);
      writeFileSync(file, picture);
      // Of a PNG's head: width and height are its first two numbers.
      const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
      shots.push({ theme, screen: screen.name, file, width, height });
    }
  }
  return shots;
}
