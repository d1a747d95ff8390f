import { createHash } from "node:crypto";
import type { Dice } from "../support/dice";
import type { Door } from "./doors";

const TOKEN_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TOKEN_CHARS = 64;
const RANDOM_BITS = 256;
const TOKEN_BITS = 384;

export type WrongTokenSource = {
  dice: Dice;
  door: Door;
  otherDoor: Door;
  /** Tokens that another instance made for attempts of its own. */
  foreignTokens: readonly string[];
};

function flipBit(token: string, bit: number): string {
  const bytes = Buffer.from(token, "base64url");
  const at = bit >> 3;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
  return bytes.toString("base64url");
}

function replaceAt(text: string, at: number, put: string): string {
  return `${text.slice(0, at)}${put}${text.slice(at + 1)}`;
}

function recase(dice: Dice, token: string): string {
  const way = dice.below(3);
  if (way === 0) return token.toLowerCase();
  if (way === 1) return token.toUpperCase();
  const letters = [...token.matchAll(/[a-z]/gi)].map(({ index }) => index);
  const at = dice.pick(letters);
  const letter = token[at] ?? "";
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return replaceAt(token, at, other);
}

/** Characters that look alike, or mean the same in another alphabet; never the ones they stand for. */
const OTHER_LETTERS = [
  "%2B",
  "%2F",
  "=",
  "%EF%BC%A1",
  "%D0%B0",
  "%C4%B1",
  "%F0%9D%90%80",
  "~",
  ".",
];
const AROUND = [
  "%00",
  "%20",
  "%09",
  "%0A",
  "%0D%0A",
  "%EF%BB%BF",
  "%C2%A0",
  "%E2%80%8B",
  "'",
  "%22",
];

/** The right token with every character escaped twice: one decoding must not make it right. */
const escapedTwice = (token: string) =>
  Array.from(token)
    .map((letter) => `%25${letter.charCodeAt(0).toString(16)}`)
    .join("");

type Family = (source: WrongTokenSource) => string;

/** Every way to be wrong about a token; each answers the last segment of an address. */
export const WRONG_TOKENS: Readonly<Record<string, Family>> = {
  guessed: ({ dice }) => dice.text(TOKEN_ALPHABET, TOKEN_CHARS),
  truncated: ({ dice, door }) => door.token.slice(0, 1 + dice.below(TOKEN_CHARS - 1)),
  "truncated at the front": ({ dice, door }) => door.token.slice(1 + dice.below(TOKEN_CHARS - 1)),
  extended: ({ dice, door }) => door.token + dice.text(`${TOKEN_ALPHABET}=.~`, 1 + dice.below(40)),
  doubled: ({ door, otherDoor }) => door.token + otherDoor.token,
  "re-cased": ({ dice, door }) => recase(dice, door.token),
  "a bit flipped in the random part": ({ dice, door }) =>
    flipBit(door.token, dice.below(RANDOM_BITS)),
  "a bit flipped in the tag": ({ dice, door }) =>
    flipBit(door.token, RANDOM_BITS + dice.below(TOKEN_BITS - RANDOM_BITS)),
  "a character changed": ({ dice, door }) => {
    const at = dice.below(TOKEN_CHARS);
    const others = TOKEN_ALPHABET.replace(door.token[at] ?? "", "");
    return replaceAt(door.token, at, dice.text(others, 1));
  },
  "another attempt's tag": ({ door, otherDoor }) => {
    const random = Buffer.from(door.token, "base64url").subarray(0, RANDOM_BITS / 8);
    const tag = Buffer.from(otherDoor.token, "base64url").subarray(RANDOM_BITS / 8);
    return Buffer.concat([random, tag]).toString("base64url");
  },
  "another instance's": ({ dice, foreignTokens }) => dice.pick(foreignTokens),
  "another alphabet": ({ dice, door }) =>
    replaceAt(door.token, dice.below(TOKEN_CHARS), dice.pick(OTHER_LETTERS)),
  "characters around it": ({ dice, door }) => {
    const extra = dice.pick(AROUND);
    return dice.chance(0.5) ? `${extra}${door.token}` : `${door.token}${extra}`;
  },
  "escaped and wrong": ({ dice, door }) =>
    Array.from(flipBit(door.token, dice.below(TOKEN_BITS)))
      .map((letter) =>
        dice.chance(0.3) ? `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}` : letter,
      )
      .join(""),
  "escaped twice": ({ door }) => escapedTwice(door.token),
  "broken escapes": ({ dice, door }) =>
    replaceAt(door.token, dice.below(TOKEN_CHARS), dice.pick(["%", "%z1", "%C0%80", "%FF"])),
  "in hexadecimal": ({ door }) => Buffer.from(door.token, "base64url").toString("hex"),
  reversed: ({ door }) => Array.from(door.token).reverse().join(""),
  "an id": ({ dice, door }) =>
    dice.pick([door.checkoutRequestId, door.merchantRequestId, door.orderId, door.attemptId]),
  "what is stored": ({ dice, door }) =>
    createHash("sha256")
      .update(door.token)
      .digest(dice.pick(["hex", "base64url"] as const)),
  "a word of the language": ({ dice }) =>
    dice.pick(["__proto__", "constructor", "undefined", "null", "[token]", "%5Btoken%5D", "0"]),
  "a matrix parameter": ({ dice, door }) => `${door.token};${dice.text(TOKEN_ALPHABET, 6)}=1`,
  long: ({ dice, door }) => door.token + dice.text(TOKEN_ALPHABET, 500 + dice.below(7_000)),
};

/** Families whose bytes are no address at all: 400 is as good as 404. */
export const BROKEN_ADDRESSES: ReadonlySet<string> = new Set([
  "broken escapes",
  "another alphabet",
]);
