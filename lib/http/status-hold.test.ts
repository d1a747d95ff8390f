import { describe, expect, it } from "vitest";
import { readStatusHold } from "./status-hold";

const read = (query: string) =>
  readStatusHold(`https://pay.example/api/orders/ord_1/status${query}`);

describe("readStatusHold", () => {
  it("reads a version and seconds up to 25", () => {
    expect(read("?after=3&wait=25")).toEqual({ after: 3, waitMs: 25_000 });
    expect(read("?wait=1&after=0")).toEqual({ after: 0, waitMs: 1_000 });
  });

  it.each([
    "",
    "?after=3",
    "?wait=20",
    "?after=&wait=20",
    "?after=3&wait=",
    "?after=3&wait=26",
    "?after=3&wait=0",
    "?after=3&wait=-1",
    "?after=-1&wait=20",
    "?after=1.5&wait=20",
    "?after=1e2&wait=20",
    "?after=3&wait=20s",
    "?after=99999999999999999999&wait=20",
    "?after=three&wait=20",
    "?after=3%00&wait=20",
  ])("ignores %j", (query) => {
    expect(read(query)).toBeNull();
  });
});
