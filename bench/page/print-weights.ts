import { KINDS, type Weight, type Weights } from "./weigh";

const kb = (bytes: number) => (bytes / 1000).toFixed(1);

const COLUMNS = ["requests", "wire", "raw", "gzip", "brotli"] as const;

function row(name: string, one: Weight, other: Weight): string {
  const cells = COLUMNS.map((column) => {
    const told = column === "requests" ? String : kb;
    return `${told(one[column])} | ${told(other[column])}`.padStart(17);
  });
  return `  ${name.padEnd(8)}${cells.join("")}`;
}

/** Prints what two pages weigh side by side, kB, by kind. */
export function printWeights(names: readonly [string, string], one: Weights, other: Weights): void {
  const head = COLUMNS.map((column) => column.padStart(17)).join("");
  console.log(`\n  kB of ${names[0]} | ${names[1]}, first visit\n  ${"".padEnd(8)}${head}`);
  for (const kind of KINDS) {
    if (one[kind].requests + other[kind].requests > 0)
      console.log(row(kind, one[kind], other[kind]));
  }
  console.log(row("all", one.all, other.all));
}
