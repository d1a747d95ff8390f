import { describe, expect, it } from "vitest";
import { chooseLanguage } from "./choose-language";

const choose = (link: string | null, cookie: string | null, accepted: string | null) =>
  chooseLanguage({ link, cookie, accepted });

describe("the language of a page", () => {
  it.each([
    ["nothing at all", null, null, null, "en"],
    ["the link beats cookie and browser", "sw", "en", "en-KE", "sw"],
    ["English in the link beats them, too", "en", "sw", "sw-KE", "en"],
    ["the cookie beats the browser", null, "sw", "en-KE", "sw"],
    ["the browser, when nobody chose", null, null, "sw-KE", "sw"],
    ["a language that is not spoken here is no choice", "fr", "sw", "en", "sw"],
    ["a spelling that is not ours is no choice", "SW", null, "en", "en"],
    ["an empty one neither", "", "", "sw", "sw"],
    ["the name of something every object has neither", "constructor", "toString", "sw", "sw"],
  ] as const)("%s", (_name, link, cookie, accepted, language) => {
    expect(choose(link, cookie, accepted)).toBe(language);
  });
});

describe("Accept-Language", () => {
  it.each([
    ["sw", "sw"],
    ["sw-KE", "sw"],
    ["sw-TZ,sw;q=0.9,en;q=0.8", "sw"],
    ["SW-ke", "sw"],
    ["sw-Latn-KE", "sw"],
    ["en-KE,en;q=0.9,sw;q=0.8", "en"],
    ["en;q=0.7,sw;q=0.8", "sw"],
    ["en ; q=0.7 , sw ; q=0.8", "sw"],
    ["en,sw", "en"],
    ["sw,en", "sw"],
    ["fr,sw;q=0.1", "sw"],
    ["fr,de;q=0.5", "en"],
    ["sw;q=0", "en"],
    ["en;q=0,sw;q=0.001", "sw"],
    ["*", "en"],
    ["*,en;q=0.2", "sw"],
    ["sw;q=0.5,*;q=0.9", "en"],
    ["sw;q=0.5,en-GB;q=0.1,en;q=0.6", "en"],
    ["swc", "en"],
    ["swahili-for-me", "en"],
    ["sw;q=2", "en"],
    ["sw;q=high", "en"],
    [",,;;=,", "en"],
    ["", "en"],
    [`${"fr,".repeat(40)}sw`, "en"],
  ])("%s: %s", (header, language) => {
    expect(choose(null, null, header)).toBe(language);
  });
});
