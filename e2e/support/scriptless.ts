import { expect, type Page } from "@playwright/test";

/**
 * What the page's address answers says this in its heading before any script has run: in a browser
 * without JavaScript it stands there, too.
 */
export async function expectHeadingWithoutScripts(page: Page, heading: string): Promise<void> {
  const answer = await page.request.get(page.url());
  const html = (await answer.text()).replaceAll(/<script\b[^]*?<\/script>/g, "");
  const headings = [...html.matchAll(/<h1\b[^>]*>([^]*?)<\/h1>/g)].map(([, inner = ""]) =>
    inner.replaceAll(/<[^>]*>/g, "").trim(),
  );
  expect(headings, `headings of ${page.url()} without scripts`).toEqual([heading]);
  // What is streamed in later waits in a hidden part for a script to show it.
  expect(html, page.url()).not.toMatch(/<div hidden="" id="S:/);
}
