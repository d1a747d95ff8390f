/** What a check found: its first failure, or none, or that it did not run as it should. */
export type Finding =
  | { kind: "all passed"; count: number }
  | { kind: "failed"; first: string }
  | { kind: "did not run"; lastWords: string };
