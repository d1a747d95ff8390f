import { describe, expect, it } from "vitest";
import { mergeRows } from "./merge-rows";

const rowsOf = (text: string) =>
  Array.from(text, (letter) => ({ id: letter.toLowerCase(), said: letter }));

/** Upper case is what was read anew; `-` stands before a row that has left. */
function merge(shown: string, fresh: string, hasMore = false) {
  const { rows, added, left } = mergeRows(rowsOf(shown), rowsOf(fresh), hasMore);
  const text = rows.map(({ row, hasLeft }) => (hasLeft ? "-" : "") + row.said).join("");
  return [text, added, left];
}

describe("mergeRows", () => {
  it("shows what the same rows say now, in their places", () => {
    expect(merge("abc", "ABC")).toEqual(["ABC", 0, 0]);
  });

  it("counts new rows and moves none, whether they come on top or between", () => {
    expect(merge("abc", "XYABC")).toEqual(["ABC", 2, 0]);
    expect(merge("abc", "AXBC")).toEqual(["ABC", 1, 0]);
  });

  it("keeps what was pushed to the next page as it was last read", () => {
    expect(merge("abc", "XAB", true)).toEqual(["ABc", 1, 0]);
    expect(merge("abc", "XYZ", true)).toEqual(["abc", 3, 0]);
  });

  it("tells a row that has left from one that was pushed", () => {
    expect(merge("abc", "AC")).toEqual(["A-bC", 0, 1]);
    expect(merge("abc", "XAC", true)).toEqual(["A-bC", 1, 1]);
    expect(merge("abc", "AB")).toEqual(["AB-c", 0, 1]);
    expect(merge("abc", "")).toEqual(["-a-b-c", 0, 3]);
  });

  it("does not call new what came up from the next page", () => {
    expect(merge("abc", "BCD", true)).toEqual(["-aBC", 0, 1]);
  });
});
