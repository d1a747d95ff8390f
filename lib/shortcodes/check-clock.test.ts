import { expect, it } from "vitest";
import { judgeClock } from "./check-clock";

const AT = Date.UTC(2026, 10, 25, 8, 0, 0);
const judge = (ourSeconds: number, wayMs = 200) => {
  const sentAtMs = AT + ourSeconds * 1_000;
  return judgeClock({
    sentAtMs,
    receivedAtMs: sentAtMs + wayMs,
    date: new Date(AT).toUTCString(),
  });
};

it.each([
  [0, 200, "right", 0],
  [59, 200, "right", 58],
  [-59, 200, "right", 59],
  [62, 200, "ahead", 61],
  [-62, 200, "behind", 62],
  [10_800, 200, "ahead", 10_799],
  // An answer that was long on the way proves nothing of what lies within it.
  [-62, 5_000, "right", 57],
])("a clock %i s beside theirs, %i ms on the way: %s by %i", (seconds, wayMs, found, off) => {
  expect(judge(seconds, wayMs)).toEqual({ step: "clock", found, seconds: off });
});

it.each([null, "", "soon"])("a Date of %j tells nothing", (date) => {
  expect(judgeClock({ sentAtMs: AT, receivedAtMs: AT, date })).toMatchObject({ found: "unknown" });
});

it("no answer tells nothing", () => {
  expect(judgeClock(null)).toMatchObject({ found: "unknown" });
});
