/** Tests of these files whose full name holds `test`. */
export type TestCheck = {
  project: "unit" | "database";
  files: readonly string[];
  test: string;
};

/** A run of `npm run proof` or `npm run chaos` in which the figure of this name must not hold. */
export type ProgramCheck = {
  program: "proof" | "chaos";
  args: readonly string[];
  figure: string;
};

/** What must notice a planted bug. */
export type Catcher = TestCheck | ProgramCheck;

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
