import { expect, type Page } from "@playwright/test";

/** The narrowest phone, and a screen of 1280 × 1024 at a zoom of 400 % (WCAG 2.2, 1.4.10). */
const VIEWS = [
  { width: 320, height: 640 },
  { width: 320, height: 256 },
] as const;

/** CSS pixels that a finger or a shaking hand needs (WCAG 2.2, 2.5.8). */
const LEAST_TARGET = 24;

/** What is wrong with the layout, as it stands; runs in the page. */
const findFaults = (leastTarget: number): string[] => {
  const faults: string[] = [];
  const { scrollingElement } = document;
  if ((scrollingElement?.scrollWidth ?? 0) > window.innerWidth) {
    faults.push(`scrolls sideways: ${scrollingElement?.scrollWidth ?? 0}`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    const { left, right, width, height } = element.getBoundingClientRect();
    // What only a screen reader reads is one pixel large.
    if (width <= 1 || height <= 1 || !element.checkVisibility()) continue;
    const start = element.outerHTML.slice(0, 100);
    if (right > window.innerWidth + 1 || left < -1) faults.push(`outside: ${start}`);
    const { overflowX } = getComputedStyle(element);
    const isCut = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    if (isCut && !element.matches("input, svg, svg *")) faults.push(`cut: ${start}`);
    if (!element.matches("a, button, input, select, textarea, summary")) continue;
    // A link within a sentence is as high as its line.
    const isInSentence = getComputedStyle(element).display === "inline";
    if (Math.min(width, height) < leastTarget && !isInSentence) faults.push(`small: ${start}`);
  }
  return faults;
};

/** Nothing scrolls sideways, stands outside, is cut, or is too small to hit, on the narrowest screens. */
export async function expectReflow(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const view of VIEWS) {
    await page.setViewportSize(view);
    await expect
      .poll(
        () => page.evaluate(findFaults, LEAST_TARGET),
        `${name} at ${view.width} × ${view.height}`,
      )
      .toEqual([]);
  }
  if (before !== null) await page.setViewportSize(before);
}
