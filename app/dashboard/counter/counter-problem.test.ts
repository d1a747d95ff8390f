import { describe, expect, it } from "vitest";
import { problemOf, problemQuery, readProblem } from "./counter-problem";

describe("why nothing was sent", () => {
  it.each([
    [{ ok: false, reason: "invalid_phone" }, { reason: "phoneNumber" }],
    [{ ok: false, reason: "mpesa_unavailable" }, { reason: "mpesa_unavailable" }],
    [
      { ok: false, reason: "too_many_prompts", retryAfterSeconds: 61 },
      { reason: "too_many_prompts", minutes: 2 },
    ],
  ] as const)("%j comes through an address as it was", (start, problem) => {
    expect(problemOf(start)).toEqual(problem);
    expect(readProblem(problemQuery(problem))).toEqual(problem);
  });

  it("is left to the order's page where that shows it", () => {
    expect(problemOf({ ok: true, attemptId: "att", push: "accepted" })).toBeNull();
    expect(problemOf({ ok: false, reason: "attempt_unresolved", attemptId: "att" })).toBeNull();
    expect(problemQuery(null)).toEqual({});
  });

  it.each([{}, { problem: "other" }, { problem: ["a"] }, { problem: "too_many_prompts" }])(
    "is nothing in %j",
    (search) => {
      expect(readProblem(search)).toBeNull();
    },
  );
});
