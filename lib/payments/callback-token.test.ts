import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isOwnCallbackToken, makeCallbackToken } from "./callback-token";

const secret = randomBytes(32);

describe("callback tokens", () => {
  it("are 64 URL-safe characters, never the same twice, and known again", () => {
    const tokens = Array.from({ length: 200 }, () => makeCallbackToken(secret));
    expect(new Set(tokens).size).toBe(200);
    for (const token of tokens) {
      expect(token).toMatch(/^[A-Za-z0-9_-]{64}$/);
      expect(isOwnCallbackToken(secret, token)).toBe(true);
    }
  });

  it("are exact to the letter: every single-character change is refused", () => {
    const token = makeCallbackToken(secret);
    for (let index = 0; index < token.length; index += 1) {
      for (const letter of ["A", "z", "0", "_"]) {
        if (token[index] === letter) continue;
        const altered = `${token.slice(0, index)}${letter}${token.slice(index + 1)}`;
        expect(isOwnCallbackToken(secret, altered)).toBe(false);
      }
    }
  });

  it.each([
    ["empty", () => ""],
    ["truncated", (token: string) => token.slice(0, -1)],
    ["longer", (token: string) => `${token}A`],
    ["padded", (token: string) => `${token}==`],
    ["in lower case", (token: string) => token.toLowerCase()],
    ["in the other alphabet", (token: string) => `+${token.slice(1)}`],
    ["with a NUL", (token: string) => `\0${token.slice(1)}`],
    ["with a line break", (token: string) => `${token.slice(0, -1)}\n`],
    ["guessed", () => randomBytes(48).toString("base64url")],
  ])("are refused when %s", (_name, alter) => {
    expect(isOwnCallbackToken(secret, alter(makeCallbackToken(secret)))).toBe(false);
  });

  it("of another instance are refused", () => {
    expect(isOwnCallbackToken(randomBytes(32), makeCallbackToken(secret))).toBe(false);
  });
});
