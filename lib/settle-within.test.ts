import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DatabaseTooSlow, settleWithin } from "./settle-within";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => undefined);

it("answers what the work brings, or throws what it throws", async () => {
  expect(await settleWithin(1_000, Promise.resolve(7))).toBe(7);
  await expect(settleWithin(1_000, Promise.reject(new Error("refused")))).rejects.toThrow(
    "refused",
  );
  expect(vi.getTimerCount()).toBe(0);
});

it("gives up after the limit and its grace, not before", async () => {
  const waiting = settleWithin(1_000, never());
  const seen = vi.fn();
  void waiting.catch(seen);
  await vi.advanceTimersByTimeAsync(1_499);
  expect(seen).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await expect(waiting).rejects.toBeInstanceOf(DatabaseTooSlow);
});

it("takes an answer that is there although the time is over: the process was frozen", async () => {
  const answer = new Promise((resolve) => setImmediate(() => resolve("there")));
  const waiting = settleWithin(-5_000, answer);
  await vi.advanceTimersByTimeAsync(1);
  expect(await waiting).toBe("there");
});

it("what fails after nobody waits any more fails silently", async () => {
  let fail: (error: Error) => void = () => undefined;
  const waiting = settleWithin(10, new Promise((_resolve, reject) => (fail = reject)));
  const given = expect(waiting).rejects.toBeInstanceOf(DatabaseTooSlow);
  await vi.advanceTimersByTimeAsync(510);
  await given;
  fail(new Error("late"));
});
