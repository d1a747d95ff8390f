/** A value as it stands in its row, and what it is bound to. */
export type SealedRow = { id: string; sealed: Buffer; binding: string };

export type Replacement = { id: string; was: Buffer; becomes: Buffer };

/** A column sealed with the instance's keys, walked in the order of its rows' ids. */
export type SealedColumn = {
  /** `table.column`, for people. */
  name: string;
  /** The next rows after an id that hold a value, at most so many; "" is before the first. */
  readPage: (after: string, rows: number) => Promise<SealedRow[]>;
  /**
   * Writes each value whose row still holds what it was made from, and answers how many. Never waits
   * for a row that somebody else is changing.
   */
  replace: (replacements: Replacement[]) => Promise<number>;
};

/** For `jsonb_to_recordset(…) as fresh (id text, was text, becomes text)`. */
export function asRecords(replacements: Replacement[]): string {
  return JSON.stringify(
    replacements.map(({ id, was, becomes }) => ({
      id,
      was: was.toString("hex"),
      becomes: becomes.toString("hex"),
    })),
  );
}
