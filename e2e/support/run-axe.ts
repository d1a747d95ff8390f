import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { z } from "zod";

/** What axe found, one line a rule that is broken, and how many rules found something to look at. */
export type AxeAnswer = { broken: string[]; looked: number };
export type AxeScope = { tags: readonly string[] } | { rules: readonly string[] };

const answerShape = z.object({ broken: z.array(z.string()), looked: z.number() });

const fromBuilder = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"));
const source = readFileSync(fromBuilder.resolve("axe-core/axe.min.js"), "utf8");

const lineOf = ({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
  `${id}: ${nodes.map(({ html }) => html).join("; ")}`;

/** Lets axe look into every frame; takes seconds. */
async function runInFrames(page: Page, scope: AxeScope): Promise<AxeAnswer> {
  const builder = new AxeBuilder({ page });
  if ("tags" in scope) builder.withTags([...scope.tags]);
  else builder.withRules([...scope.rules]);
  const { violations, passes } = await builder.analyze();
  return { broken: violations.map(lineOf), looked: passes.length };
}

/** Lets axe look at the page. A page without frames is handed axe once, which is most of its time. */
export async function runAxe(page: Page, scope: AxeScope): Promise<AxeAnswer> {
  if (page.frames().length > 1) return runInFrames(page, scope);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const only = "tags" in scope ? scope.tags : { type: "rule", values: scope.rules };
  const answer: unknown = await page.evaluate(`
    axe.run(document, { runOnly: ${JSON.stringify(only)} }).then(({ violations, passes }) => ({
      broken: violations.map(${lineOf.toString()}),
      looked: passes.length,
    }))`);
  return answerShape.parse(answer);
}
