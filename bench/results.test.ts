import { describe, expect, it } from "vitest";
import { toResult } from "./results";

describe("toResult", () => {
  it("says of each goal what it had to be and whether it is", () => {
    const measured = {
      figures: [{ name: "median", value: 12.5, unit: "ms" }],
      goals: [
        { name: "median", value: 12.5, unit: "ms", atMost: 150 },
        { name: "p99", value: 501, unit: "ms", atMost: 500 },
        { name: "score", value: 95, unit: "", atLeast: 95 },
        { name: "other score", value: 94, unit: "", atLeast: 95 },
      ],
    };
    expect(toResult(measured, "a machine", "a commit")).toEqual({
      machine: "a machine",
      commit: "a commit",
      figures: [{ name: "median", value: 12.5, unit: "ms" }],
      goals: [
        { name: "median", value: 12.5, goal: 150, met: true },
        { name: "p99", value: 501, goal: 500, met: false },
        { name: "score", value: 95, goal: 95, met: true },
        { name: "other score", value: 94, goal: 95, met: false },
      ],
    });
  });
});
