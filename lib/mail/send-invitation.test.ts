import { describe, expect, it } from "vitest";
import { readAddress } from "./send-invitation";

describe("a typed address", () => {
  it.each([
    [" akinyi@duka.example ", "akinyi@duka.example"],
    ["", ""],
    [null, ""],
    ["akinyi", null],
    ["a@b.example, c@d.example", null],
    ["a@b.example\r\nBcc: c@d.example", null],
  ])("%j is %j", (typed, address) => {
    expect(readAddress(typed)).toBe(address);
  });
});
