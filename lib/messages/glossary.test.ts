import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { english } from "./en";
import { messageTexts } from "./fixtures/message-texts";
import { swahili } from "./sw";

const TERMS = readFileSync("docs/glossary.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(2)
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, meaning = "", inEnglish = "", inSwahili = ""]) => ({ meaning, inEnglish, inSwahili }));

const said = (messages: typeof english) =>
  messageTexts(messages)
    .map(([, text]) => text.toLowerCase())
    .join("\n");

describe("the glossary", () => {
  it("is read", () => {
    expect(TERMS.length).toBeGreaterThan(20);
    expect(TERMS[1]).toEqual({ meaning: "to pay", inEnglish: "pay", inSwahili: "lipa" });
  });

  it.each(TERMS)("$inEnglish, $inSwahili: is what the messages say", ({ inEnglish, inSwahili }) => {
    expect(said(english)).toContain(inEnglish.toLowerCase());
    expect(said(swahili)).toContain(inSwahili.toLowerCase());
  });
});
