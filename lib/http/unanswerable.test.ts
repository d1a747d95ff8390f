import { describe, expect, it } from "vitest";
import { isUnanswerable, NOWHERE } from "./unanswerable";

describe("a request for nobody here", () => {
  it.each([
    ["TRACE", "/"],
    ["TRACK", "/api/health"],
    ["POST", "*"],
    ["POST", "api/callbacks/abc"],
    ["POST", "/api/callbacks/%"],
    ["POST", "/api/callbacks/%z1"],
    ["GET", "/pay/%C0%80"],
    ["GET", "/pay/%FF?x=1"],
    ["POST", "/api/callbacks/[token]?token=abc"],
    ["POST", "/api/callbacks/%5Btoken%5D?token=abc"],
  ])("%s %s", (method, url) => {
    expect(isUnanswerable({ method, url })).toBe(true);
  });

  it.each([
    ["GET", "/"],
    ["POST", "/api/callbacks/abc"],
    ["GET", "/pay/%C3%A9"],
    ["GET", "/pay/x?after=%z1"],
    ["PROPFIND", "/"],
    ["POST", "http://localhost/api/callbacks/abc"],
    [NOWHERE.method, NOWHERE.url],
  ])("not %s %s", (method, url) => {
    expect(isUnanswerable({ method, url })).toBe(false);
  });

  it("not one without an address", () => {
    expect(isUnanswerable({})).toBe(false);
  });
});
