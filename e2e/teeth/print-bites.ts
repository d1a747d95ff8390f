import type { Bite } from "./try-tooth";

const CAUGHT_BY_CHARS = 110;

const shortened = (text: string) => {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > CAUGHT_BY_CHARS ? `${line.slice(0, CAUGHT_BY_CHARS - 1)}…` : line;
};

/** The table: each bug, the promise it breaks, what caught it, the verdict. */
export function printBites(bites: readonly Bite[]): void {
  const width = (cells: string[]) => Math.max(...cells.map(({ length }) => length));
  const names = width(["bug", ...bites.map(({ tooth }) => tooth.name)]);
  const rules = width(["rule", ...bites.map(({ tooth }) => tooth.rule)]);
  const line = (bug: string, rule: string, by: string, verdict: string) =>
    console.log(`${bug.padEnd(names)}  ${rule.padEnd(rules)}  ${verdict.padEnd(16)}  ${by}`);
  console.log("");
  line("bug", "rule", "caught by", "verdict");
  console.log("─".repeat(names + rules + CAUGHT_BY_CHARS + 22));
  for (const { tooth, verdict, by } of bites) line(tooth.name, tooth.rule, shortened(by), verdict);
  for (const { tooth, verdict, by } of bites) {
    if (verdict !== "caught") console.log(`\n${tooth.name}: ${verdict}\n${by.trim()}`);
  }
}
