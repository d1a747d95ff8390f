import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { makeVerifyCode, readVerifyCode } from "./verify-code";

const secret = randomBytes(32);

describe("the code of a receipt", () => {
  it("is 43 URL-safe characters, the same each time, and leads back to its order", () => {
    const ids = Array.from({ length: 200 }, () => makeId("order"));
    const codes = ids.map((id) => makeVerifyCode(secret, id));
    expect(new Set(codes).size).toBe(ids.length);
    for (const [index, id] of ids.entries()) {
      expect(codes[index]).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(makeVerifyCode(secret, id)).toBe(codes[index]);
      expect(readVerifyCode(secret, codes[index] ?? "")).toBe(id);
    }
  });

  it("does not tell the order's id, not even the time that all ids of a minute begin with", () => {
    const [first, second] = [makeId("order"), makeId("order")].map((id) =>
      Buffer.from(makeVerifyCode(secret, id), "base64url"),
    );
    const sameBytes = first?.filter((byte, index) => byte === second?.[index]).length;
    // Of 32 random bytes hardly any agree; of two readable UUIDv7 the first five would.
    expect(sameBytes).toBeLessThan(5);
    expect(first?.subarray(16, 21)).not.toEqual(second?.subarray(16, 21));
  });

  it("is exact: every change of one bit is refused", () => {
    const code = Buffer.from(makeVerifyCode(secret, makeId("order")), "base64url");
    for (let bit = 0; bit < code.length * 8; bit += 1) {
      const altered = Buffer.from(code);
      altered[bit >> 3] = (code[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readVerifyCode(secret, altered.toString("base64url"))).toBeNull();
    }
  });

  it.each([
    ["empty", () => ""],
    ["truncated", (code: string) => code.slice(0, -1)],
    ["longer", (code: string) => `${code}A`],
    ["padded", (code: string) => `${code}=`],
    ["in lower case", (code: string) => code.toLowerCase()],
    ["in the other alphabet", (code: string) => `+${code.slice(1)}`],
    ["with a line break", (code: string) => `${code.slice(0, -1)}\n`],
    ["with a NUL", (code: string) => `\0${code.slice(1)}`],
    ["an order's id", () => makeId("order")],
    ["guessed", () => randomBytes(32).toString("base64url")],
  ])("is refused when it is %s", (_name, alter) => {
    expect(readVerifyCode(secret, alter(makeVerifyCode(secret, makeId("order"))))).toBeNull();
  });

  it("has one spelling: the unused bits of its last letter count", () => {
    const code = makeVerifyCode(secret, makeId("order"));
    const twins = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
      .map((letter) => `${code.slice(0, -1)}${letter}`)
      .filter((twin) => twin !== code);
    for (const twin of twins) expect(readVerifyCode(secret, twin)).toBeNull();
  });

  it("of another instance is refused", () => {
    const code = makeVerifyCode(randomBytes(32), makeId("order"));
    expect(readVerifyCode(secret, code)).toBeNull();
  });

  it("cannot be made for anything but an order", () => {
    expect(() => makeVerifyCode(secret, makeId("payment"))).toThrow();
    expect(() => makeVerifyCode(secret, "ord_nonsense")).toThrow();
  });
});
