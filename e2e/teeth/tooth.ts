/** What must notice a planted bug: tests of these files whose full name holds `test`, or a proof. */
export type Catcher =
  | { project: "unit" | "database"; files: readonly string[]; test: string }
  | { proof: string; scale: number };

/** One bug, planted by exchanging a text that stands exactly once in its file. */
export type Tooth = {
  /** What the command line calls it; says the bug. */
  name: string;
  /** The promise that the bug breaks. */
  rule: string;
  file: string;
  find: string;
  replace: string;
  caughtBy: Catcher;
};
