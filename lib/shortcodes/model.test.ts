import { expect, it } from "vitest";
import {
  type CheckStep,
  PUSH_FINDINGS,
  STEP_FINDINGS,
  STEPS,
  verdictOf,
  verdictOfPush,
  verdictOfStep,
} from "./model";

const at = { at: "2026-11-25T08:00:00.000Z", by: null };
const well: CheckStep[] = [
  { step: "token", found: "works" },
  { step: "clock", found: "right", seconds: 0 },
  { step: "address", found: "answers" },
];

it("of each step one finding is well, and it stands first", () => {
  for (const step of STEPS) {
    const verdicts = STEP_FINDINGS[step].map((found) =>
      verdictOfStep({ step, found, seconds: 0 } as CheckStep),
    );
    expect(verdicts[0]).toBe("works");
    expect(verdicts.slice(1)).not.toContain("works");
  }
});

it("only an answer that came by callback shows that all works", () => {
  expect(PUSH_FINDINGS.filter((found) => verdictOfPush(found) === "works")).toEqual([
    "paid",
    "answered",
  ]);
});

it("the worst of all is what is said first", () => {
  const connection = { ...at, steps: well };
  const push = (found: (typeof PUSH_FINDINGS)[number]) => ({ ...at, orderId: "ord_1", found });
  expect(verdictOf({ connection: null, push: null })).toBe("unchecked");
  expect(verdictOf({ connection, push: null })).toBe("works");
  expect(verdictOf({ connection, push: push("waiting") })).toBe("doubtful");
  expect(verdictOf({ connection, push: push("wrong_pass_key") })).toBe("wrong");
  const broken: CheckStep[] = [{ step: "token", found: "credentials_rejected" }, ...well.slice(1)];
  expect(verdictOf({ connection: { ...at, steps: broken }, push: push("paid") })).toBe("wrong");
});
