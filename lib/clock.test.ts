import { describe, expect, it, vi } from "vitest";
import { startDeadline } from "./clock";

describe("startDeadline", () => {
  it("counts down on the clock it is given, and goes on below zero", () => {
    let nowMs = 1_000.5;
    const deadline = startDeadline(10_000, () => nowMs);
    expect(deadline.remainingMs()).toBe(10_000);
    nowMs += 9_999.5;
    expect(deadline.remainingMs()).toBe(0.5);
    nowMs += 60_000;
    expect(deadline.remainingMs()).toBe(-59_999.5);
  });

  it("does not move with the wall clock", () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
    try {
      const deadline = startDeadline(10_000);
      vi.setSystemTime(3_600_000);
      expect(deadline.remainingMs()).toBeGreaterThan(0);
      expect(deadline.remainingMs()).toBeLessThanOrEqual(10_000);
    } finally {
      vi.useRealTimers();
    }
  });
});
