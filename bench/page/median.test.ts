import { describe, expect, it } from "vitest";
import { mediansOf, medianOf } from "./median";

describe("medianOf", () => {
  it("is the middle of an odd count and between the two of an even one", () => {
    expect(medianOf([7])).toBe(7);
    expect(medianOf([9, 1, 5])).toBe(5);
    expect(medianOf([10, 1, 4, 2])).toBe(3);
  });
});

describe("mediansOf", () => {
  it("takes each number by itself", () => {
    const records = [
      { a: 1, b: 30 },
      { a: 3, b: 10 },
      { a: 2, b: 20 },
    ];
    expect(mediansOf(["a", "b"], records)).toEqual([
      { name: "a", value: 2 },
      { name: "b", value: 20 },
    ]);
  });
});
