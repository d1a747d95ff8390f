import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const SETTLED_WITHIN_MS = 10_000;

/** No violation of WCAG 2.2 AA that axe can find, in light and in dark. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // Next streams the title in behind the page.
  await expect(page).toHaveTitle(/\S/);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // While the page fetches itself again, its title is on the way for a moment.
    await expect(async () => {
      const { violations, passes } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("; ")}`,
      );
      expect(found, `${name}, ${colorScheme}`).toEqual([]);
      expect(passes.length, `rules that looked at ${name}`).toBeGreaterThan(0);
    }).toPass({ timeout: SETTLED_WITHIN_MS });
  }
}
