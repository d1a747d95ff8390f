import { describe, expect, it } from "vitest";
import { nextPollMs } from "./poll-interval";

describe("nextPollMs", () => {
  it("stops on a final state", () => {
    expect(nextPollMs(null, 0)).toBe(false);
    expect(nextPollMs(null, 1e9)).toBe(false);
  });

  it("asks as often as the server wants during the first minute", () => {
    expect(nextPollMs(2_000, 0)).toBe(2_000);
    expect(nextPollMs(2_000, 60_000)).toBe(2_000);
  });

  it("slows down by half each quarter of a minute, to 15 s at most", () => {
    expect(nextPollMs(2_000, 75_000)).toBe(3_000);
    expect(nextPollMs(2_000, 90_000)).toBe(4_500);
    expect(nextPollMs(2_000, 300_000)).toBe(15_000);
    expect(nextPollMs(2_000, 1e12)).toBe(15_000);
  });

  it("is never faster than the server allows", () => {
    expect(nextPollMs(30_000, 0)).toBe(30_000);
    expect(nextPollMs(30_000, 1e9)).toBe(30_000);
  });
});
