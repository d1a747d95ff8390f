import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { english } from "./en";
import fatal from "./en/fatal.json";
import { messageTexts } from "./fixtures/message-texts";
import { productFiles } from "./fixtures/product-files";
import { findMessageUses } from "./fixtures/used-message-keys";

const { files, options } = productFiles("app", "components", "lib");
const uses = findMessageUses(files, options);

describe("the places that ask for a message", () => {
  it("are found", () => {
    expect(uses.length).toBeGreaterThan(100);
    const pinNote = uses.find(({ keys }) => keys.includes("checkout.form.pinNote"));
    expect(pinNote?.place).toMatch(/components\/checkout\/pay-form\.tsx:\d+$/);
  });

  it("name keys that the type-checker can tell", () => {
    expect(uses.filter(({ problem }) => problem !== null)).toEqual([]);
  });

  it("leave no message over", () => {
    const used = new Set(uses.flatMap(({ keys }) => keys));
    const left = messageTexts(english).filter(([key]) => !used.has(key));
    expect(left.map(([key]) => key)).toEqual([]);
  });

  it("leave none over of the words for when everything fails, which are not in the bundle", () => {
    const page = readFileSync("app/global-error.tsx", "utf8");
    for (const key of Object.keys(fatal)) expect(page).toMatch(new RegExp(`\\.${key}\\b`));
  });
});
