import { expect, type Page } from "@playwright/test";
import { runAxe } from "./run-axe";

type Theme = "light" | "dark";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** All that a theme can change. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

const SETTLED_WITHIN_MS = 10_000;

/** No violation of WCAG 2.2 AA that axe can find, in light; and in dark, none of the colours. */
export async function expectAccessible(
  page: Page,
  name: string,
  themes: readonly Theme[] = ["light", "dark"],
): Promise<void> {
  // Next streams the title in behind the page.
  await expect(page).toHaveTitle(/\S/);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const scope = colorScheme === "light" ? { tags: TAGS } : { rules: COLOUR_RULES };
    // While the page fetches itself again, its title is on the way for a moment.
    await expect(async () => {
      const { broken, looked } = await runAxe(page, scope);
      expect(broken, `${name}, ${colorScheme}`).toEqual([]);
      expect(looked, `rules that looked at ${name}`).toBeGreaterThan(0);
    }).toPass({ timeout: SETTLED_WITHIN_MS });
  }
}
