import { describe, expect, it } from "vitest";
import { holds, scaled } from "./proof";

describe("holds", () => {
  it.each([
    [{ name: "a", value: 7 }, true],
    [{ name: "a", value: 0, must: { be: 0 } }, true],
    [{ name: "a", value: 1, must: { be: 0 } }, false],
    [{ name: "a", value: 5, must: { beAtLeast: 5 } }, true],
    [{ name: "a", value: 4, must: { beAtLeast: 5 } }, false],
    [{ name: "a", value: 5, must: { beAtMost: 5 } }, true],
    [{ name: "a", value: 6, must: { beAtMost: 5 } }, false],
    [{ name: "a", value: Number.NaN, must: { beAtMost: 5 } }, false],
  ])("%o: %s", (figure, expected) => {
    expect(holds(figure)).toBe(expected);
  });
});

it("a scaled size is never nothing", () => {
  expect(scaled(12_000, { scale: 0.05 })).toBe(600);
  expect(scaled(3, { scale: 0.05 })).toBe(1);
});
