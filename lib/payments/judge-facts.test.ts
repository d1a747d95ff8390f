import { describe, expect, it } from "vitest";
import { at, evidence } from "./fixtures/decide-world";
import { isConfirming, isCounting } from "./judge-query";
import { amountRelation, isReused } from "./judge-success";
import { compareMoments, isBefore } from "./received-order";

const attempt = { id: "att_1", amountKes: 500, createdAt: at(0) };
const zero = (seconds: number) => evidence("zero", "query_succeeded", seconds);
const failed = (seconds: number) => evidence("failed", "query_failed", seconds);

describe("the order of receipt", () => {
  const moment = (id: string, seconds: number) => ({ id, receivedAt: at(seconds) });

  it("goes by time, then by id", () => {
    expect(compareMoments(moment("b", 1), moment("a", 2))).toBeLessThan(0);
    expect(compareMoments(moment("a", 2), moment("b", 1))).toBeGreaterThan(0);
    expect(compareMoments(moment("a", 1), moment("b", 1))).toBe(-1);
    expect(compareMoments(moment("b", 1), moment("a", 1))).toBe(1);
    expect(compareMoments(moment("a", 1), moment("a", 1))).toBe(0);
  });

  it("has nothing before itself", () => {
    expect(isBefore(moment("a", 1), moment("b", 1))).toBe(true);
    expect(isBefore(moment("a", 1), moment("a", 1))).toBe(false);
    expect(isBefore(moment("b", 1), moment("a", 1))).toBe(false);
  });
});

describe("rule 9: an answer counts", () => {
  const accepted = evidence("accepted", "push_accepted", 10);

  it("so long after the push, or after the claim while the push answer was not in", () => {
    expect([14.999, 15].map((s) => isCounting(attempt, null, zero(s)))).toEqual([false, true]);
    expect([24.999, 25].map((s) => isCounting(attempt, accepted, zero(s)))).toEqual([false, true]);
    expect([89.999, 90].map((s) => isCounting(attempt, null, failed(s)))).toEqual([false, true]);
    const late = evidence("late", "push_accepted", 17);
    expect([16, 18].map((s) => isCounting(attempt, late, zero(s)))).toEqual([true, false]);
  });

  it("as a confirmation 5 s after the first", () => {
    expect([24.999, 25].map((s) => isConfirming(at(20), zero(s)))).toEqual([false, true]);
  });
});

describe("what a success says", () => {
  const success = (fields: object) => evidence("success", "callback_success", 20, fields);

  it("of the amount", () => {
    expect(
      [500, 499, 501, null].map((amountKes) => amountRelation(attempt, success({ amountKes }))),
    ).toEqual(["exact", "differing", "differing", "unknown"]);
  });

  it("of whose receipt it is", () => {
    const owners = new Map([
      ["SJOTHER001", "att_2"],
      ["SJOWN00001", "att_1"],
    ]);
    expect(
      ["SJOTHER001", "SJOWN00001", "SJNEW00001", null].map((receipt) =>
        isReused(attempt, success({ receipt }), owners),
      ),
    ).toEqual([true, false, false, false]);
  });
});
