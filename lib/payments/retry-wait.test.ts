import { expect, it } from "vitest";
import { FAILURE_REASONS, RESULT_CODES } from "@/lib/daraja/result-codes";
import { retryWaitSeconds } from "./retry-wait";

const WAITS: Readonly<Record<string, number>> = { "17": 120, "1001": 60, "26": 60 };

it.each(RESULT_CODES.filter(({ closes }) => closes))("$code, $meaning", ({ code, reason }) => {
  expect(reason && retryWaitSeconds({ reason, code })).toBe(WAITS[code] ?? 0);
});

it("waits a minute after a push that could not lock the line", () => {
  expect(retryWaitSeconds({ reason: "phone_busy", code: "500.001.1001" })).toBe(60);
});

it.each(FAILURE_REASONS)("%s without one of the three answers makes nobody wait", (reason) => {
  for (const code of [null, "", "500.003.03", "500.003.1001", "1032", "0"]) {
    expect(retryWaitSeconds({ reason, code })).toBe(0);
  }
});

it("waits for nothing when the answer was about something else", () => {
  expect(retryWaitSeconds({ reason: "wrong_pin", code: "17" })).toBe(0);
  expect(retryWaitSeconds({ reason: "merchant_setup", code: "500.001.1001" })).toBe(0);
});
