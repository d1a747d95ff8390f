import { holds, type Figure } from "./proof";

const told = ({ value, unit }: Figure) =>
  `${Number.isInteger(value) ? value.toLocaleString("en-KE") : value.toFixed(1)}${unit === undefined ? "" : ` ${unit}`}`;

function demand({ must }: Figure): string {
  if (must === undefined) return "";
  if ("be" in must) return `must be ${must.be}`;
  return "beAtLeast" in must ? `at least ${must.beAtLeast}` : `at most ${must.beAtMost}`;
}

/** A proof's table, a line a figure; what does not hold is marked. */
export function printFigures(title: string, figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ name }) => name.length), title.length);
  console.log(`\n${title}\n${"─".repeat(width + 36)}`);
  for (const figure of figures) {
    const mark = figure.must === undefined ? " " : holds(figure) ? "✓" : "✗";
    const line = `${mark} ${figure.name.padEnd(width)} ${told(figure).padStart(14)}  ${demand(figure)}`;
    console.log(line.trimEnd());
  }
}
