import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brandColourOf, contrastOf, parseColour } from "./brand-colour";

describe("contrastOf", () => {
  it.each([
    ["#000000", "#ffffff", 21],
    ["#ffffff", "#ffffff", 1],
    ["#777777", "#ffffff", 4.48],
    ["#0a7a3d", "#ffffff", 5.43],
    ["#ff0000", "#ffffff", 4],
  ])("of %s and %s is %d, whichever comes first", (one, other, expected) => {
    expect(contrastOf(one, other)).toBeCloseTo(expected, 2);
    expect(contrastOf(other, one)).toBe(contrastOf(one, other));
  });
});

describe("brandColourOf", () => {
  it.each([
    ["#b3471d", "#ffffff"],
    ["#0a7a3d", "#ffffff"],
    ["#ffd400", "#000000"],
    ["#777777", "#000000"],
    ["#000000", "#ffffff"],
    ["#ffffff", "#000000"],
  ])("puts on %s what can be read there: %s", (surface, foreground) => {
    expect(brandColourOf(surface)).toEqual({ surface, foreground });
  });

  it("keeps 4.5 : 1 on every colour there is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const { surface, foreground } = brandColourOf(`#${value.toString(16).padStart(6, "0")}`);
        expect(contrastOf(surface, foreground)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});

describe("parseColour", () => {
  it.each([
    ["#0A7A3D", "#0a7a3d"],
    [" #b3471d ", "#b3471d"],
    ["#fff", null],
    ["0a7a3d", null],
    ["#0a7a3dff", null],
    ["red", null],
    ["#0a7a3g", null],
    ["", null],
  ])("reads %j as %j", (text, colour) => {
    expect(parseColour(text)).toBe(colour);
  });
});
