import fc from "fast-check";
import { expect, it } from "vitest";
import { wrapText } from "./wrap-text";

it.each([
  ["Chama cha Upendo", 30, 2, ["Chama cha Upendo"]],
  ["Chama cha Upendo", 10, 2, ["Chama cha", "Upendo"]],
  ["Supercalifragilistic", 10, 3, ["Supercalif", "ragilistic"]],
  ["one two three four", 7, 2, ["one two", "three…"]],
  ["", 7, 2, []],
])("%j in lines of %i, at most %i", (text, maxChars, maxLines, lines) => {
  expect(wrapText(text, maxChars, maxLines)).toEqual(lines);
});

it("never makes more lines, nor longer ones, and always ends", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 30 }), (text, most) => {
      const lines = wrapText(text, most, 3);
      expect(lines.length).toBeLessThanOrEqual(3);
      for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(most);
    }),
  );
});
