import { describe, expect, it } from "vitest";
import { nextCheckAt } from "./check-schedule";
import { at, evidence } from "./fixtures/decide-world";
import type { Outcome } from "./model";
import type { Evidence } from "./snapshot";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds after the push at which the attempt is asked about next, or null for never. */
function next(outcome: Outcome, facts: Evidence[], checkoutRequestId: string | null = "ws_CO_1") {
  const newest = facts.at(-1) ?? evidence("push", "push_accepted", 0);
  const due = nextCheckAt({ outcome, checkoutRequestId, base: at(0), facts, evidence: newest });
  return due && (due.getTime() - at(0).getTime()) / 1_000;
}

const push = evidence("push", "push_accepted", 0);
const busy = (seconds: number) => evidence(`busy ${seconds}`, "query_in_progress", seconds);
const silent = (seconds: number) => evidence(`silent ${seconds}`, "query_no_answer", seconds);
const zero = (seconds: number) => evidence(`zero ${seconds}`, "query_succeeded", seconds);
const failed = (seconds: number) =>
  evidence(`failed ${seconds}`, "query_failed", seconds, { code: "1032" });
const calledBack = (seconds: number) =>
  evidence("callback", "callback_failure", seconds, { code: "1032" });

/** When the attempt is asked about, each time answered at once; a schedule without an end is cut off. */
function asked(outcome: Outcome, facts: Evidence[], answer: (seconds: number) => Evidence) {
  const times: number[] = [];
  const due = () => next(outcome, [...facts, ...times.map((seconds) => answer(seconds + 0.4))]);
  for (let time = due(); time !== null && times.length < 20; time = due()) times.push(time);
  return times;
}

describe("a live attempt", () => {
  it("is asked at 20, 30, 60, 90 s, 2, 5, 15 min, 1, 6, 24, 48 h after the push, then never", () => {
    expect(asked("pending", [push], busy)).toEqual([
      20,
      30,
      60,
      90,
      2 * MINUTE,
      5 * MINUTE,
      15 * MINUTE,
      HOUR,
      6 * HOUR,
      24 * HOUR,
      48 * HOUR,
    ]);
  });

  it("goes on by the same schedule when unresolved, and when nobody answers", () => {
    expect(next("unresolved", [push, busy(301)])).toBe(15 * MINUTE);
    expect(next("pending", [push, silent(20.2)])).toBe(30);
  });

  it("is due at once, once, after a time when nobody swept", () => {
    expect(next("unresolved", [push])).toBe(20);
    expect(next("unresolved", [push, busy(3 * HOUR)])).toBe(6 * HOUR);
  });

  it("is not moved by other evidence", () => {
    expect(next("pending", [push, busy(20), evidence("clock", "sending_stale", 31)])).toBe(30);
  });
});

describe("a settled answer that does not count yet", () => {
  it("is asked again 5 s later when it was a success", () => {
    expect(next("pending", [push, zero(20)])).toBe(25);
    expect(next("unresolved", [push, zero(7 * HOUR)])).toBe(7 * HOUR + 5);
  });

  it("is asked again no earlier than 15 s after the push", () => {
    expect(next("pending", [push, zero(3)])).toBe(15);
    expect(next("pending", [push, zero(12)])).toBe(17);
  });

  it("is asked again 5 s later when it was a failure from 90 s on, not before", () => {
    expect(next("pending", [push, failed(60)])).toBe(90);
    expect(next("pending", [push, failed(89.999)])).toBe(90);
    expect(next("pending", [push, failed(90)])).toBe(95);
    expect(next("pending", [push, failed(301)])).toBe(306);
  });

  it("falls back to the schedule when the confirmation said something else", () => {
    expect(next("pending", [push, zero(20), busy(25)])).toBe(30);
  });
});

describe("a failed attempt", () => {
  it("is asked again at 5 min, 1 h and 24 h, then never", () => {
    expect(asked("failed", [push, calledBack(30)], failed)).toEqual([5 * MINUTE, HOUR, 24 * HOUR]);
  });

  it("is asked again after a failure by query too", () => {
    expect(next("failed", [push, failed(90), failed(95)])).toBe(5 * MINUTE);
  });

  it("is asked again 5 s after a success", () => {
    expect(next("failed", [push, calledBack(30), zero(300)])).toBe(305);
  });

  it("is not asked about the past when the failure came late", () => {
    expect(next("failed", [push, calledBack(2 * HOUR)])).toBe(24 * HOUR);
    expect(next("failed", [push, calledBack(25 * HOUR)])).toBeNull();
  });
});

describe("evidence that settles nothing by itself", () => {
  it.each([
    ["undetermined callback", evidence("cb", "callback_undetermined", 40, { code: "4999" })],
    ["unreadable callback", evidence("cb", "callback_unreadable", 40)],
    ["success without an amount", evidence("cb", "callback_success", 40, { code: "0" })],
  ])("brings a check forward: %s", (_name, piece) => {
    expect(next("pending", [push, busy(31), piece])).toBe(40);
    expect(next("unresolved", [push, busy(8 * HOUR), { ...piece, receivedAt: at(9 * HOUR) }])).toBe(
      9 * HOUR,
    );
  });

  it("brings it no further forward than 15 s after the push", () => {
    const piece = evidence("cb", "callback_unreadable", 2);
    expect(next("pending", [push, piece])).toBe(15);
  });
});

describe("the newest fact", () => {
  it("decides, wherever it stands, and of two at once the first", () => {
    expect(next("pending", [push, busy(61), busy(20)])).toBe(90);
    expect(next("pending", [push, busy(20), zero(61), busy(30)])).toBe(66);
    expect(next("pending", [push, zero(20), busy(20)])).toBe(25);
  });

  it("is a callback's failure only where the attempt has failed, and no other evidence", () => {
    expect(next("failed", [push, calledBack(30), evidence("c", "window_ended", 7_200)])).toBe(
      5 * MINUTE,
    );
    expect(next("unresolved", [push, calledBack(400)])).toBe(20);
  });

  it("brings no check forward by a success that says its amount", () => {
    const success = evidence("cb", "callback_success", 40, { code: "0", amountKes: 500 });
    expect(next("pending", [push, busy(31), success])).toBe(60);
  });
});

describe("never", () => {
  it("is asked about when succeeded, in review, or without Safaricom's id", () => {
    expect(next("succeeded", [push, zero(20)])).toBeNull();
    expect(next("review", [push, zero(20)])).toBeNull();
    expect(next("pending", [push], null)).toBeNull();
    expect(next("failed", [push], null)).toBeNull();
  });

  it("is asked on after 48 h", () => {
    expect(next("unresolved", [push, busy(48 * HOUR + 1)])).toBeNull();
  });
});
