import { describe, expect, it } from "vitest";
import {
  FAILURE_REASONS,
  failureAdvice,
  readResultCode,
  RESULT_CODES,
  resultCodeMeaning,
} from "./result-codes";

const now = { kind: "now" };
const never = { kind: "never" };
const merchant = { kind: "merchant_must_act" };
const after = (seconds: number) => ({ kind: "after_seconds", seconds });

/** daraja.md 2.5, row by row. A new code or reason needs a row here, and with it a message. */
const TABLE = [
  ["0", null, never, "paid"],
  ["1", "insufficient_balance", now, "insufficient_balance"],
  ["2", "daraja_refused", never, "daraja_refused"],
  ["3", "limit", never, "amount_above_limit"],
  ["4", "limit", { kind: "tomorrow" }, "daily_limit"],
  ["8", "merchant_setup", merchant, "merchant_setup"],
  ["17", "too_soon", after(120), "too_soon"],
  ["26", "mpesa_busy", after(60), "mpesa_busy"],
  ["1001", "phone_busy", after(60), "phone_busy"],
  ["1019", "expired", now, "expired"],
  ["1025", "not_sent", now, "not_sent"],
  ["1031", "cancelled_or_timed_out", now, "cancelled_or_timed_out"],
  ["1032", "cancelled_or_timed_out", now, "cancelled_or_timed_out"],
  ["1037", "no_answer", now, "no_answer"],
  ["2001", "wrong_pin", now, "wrong_pin"],
  ["2028", "merchant_setup", merchant, "merchant_setup"],
  ["4999", null, never, "waiting_for_pin"],
  ["8006", "pin_locked", never, "pin_locked"],
  ["9999", "not_sent", now, "not_sent"],
  ["SFC_IC0003", "merchant_setup", merchant, "merchant_setup"],
] as const;

const ADVICE = {
  cancelled_or_timed_out: now,
  no_answer: now,
  insufficient_balance: now,
  wrong_pin: now,
  phone_busy: after(60),
  too_soon: after(120),
  expired: now,
  limit: { kind: "tomorrow" },
  pin_locked: never,
  merchant_setup: merchant,
  not_sent: now,
  daraja_refused: never,
  mpesa_busy: after(60),
  invalid_phone: now,
};

describe("the table", () => {
  it.each(TABLE)("%s", (code, reason, retry, messageKey) => {
    expect(resultCodeMeaning(code)).toMatchObject({ code, reason, retry, messageKey });
    expect(resultCodeMeaning(code)?.closes).toBe(reason !== null);
    expect(resultCodeMeaning(code)?.meaning).not.toBe("");
  });

  it("has exactly the codes of daraja.md", () => {
    expect(RESULT_CODES.map((entry) => entry.code).sort()).toEqual(
      TABLE.map(([code]) => code).sort(),
    );
  });

  it.each(["5", "00", "0.0", "500.001.1001", "sfc_ic0003", "", "constructor", "__proto__"])(
    "does not know %j, so it closes nothing",
    (code) => expect(resultCodeMeaning(code)).toBeNull(),
  );
});

describe("reasons", () => {
  it("have advice and a message each", () => {
    const advice = FAILURE_REASONS.map((reason) => [reason, failureAdvice(reason)]);
    expect(Object.fromEntries(advice)).toEqual(
      Object.fromEntries(
        Object.entries(ADVICE).map(([reason, retry]) => [reason, { retry, messageKey: reason }]),
      ),
    );
  });
});

describe("readResultCode", () => {
  it.each([
    [0, "0"],
    ["0", "0"],
    [1032, "1032"],
    [1032.0, "1032"],
    ["1032", "1032"],
    [" 1032 ", "1032"],
    ["\u00a01032\n", "1032"],
    ["SFC_IC0003", "SFC_IC0003"],
    ["500.001.1001", "500.001.1001"],
    ["x-1", "x-1"],
    [-1, "-1"],
    ["00", "00"],
    ["0.0", "0.0"],
    ["1032.0", "1032.0"],
    ["a".repeat(32), "a".repeat(32)],
  ])("%j is %j", (value, code) => expect(readResultCode(value)).toBe(code));

  it.each([
    null,
    undefined,
    "",
    " ",
    -0,
    0.5,
    NaN,
    Infinity,
    2 ** 53,
    true,
    false,
    {},
    [],
    [0],
    ["0"],
    0n,
    "1 2",
    "+0",
    "-1",
    ".1",
    "0\u0000",
    "٠",
    "a".repeat(33),
    "1\n2",
  ])("%s is no code", (value) => expect(readResultCode(value)).toBeNull());
});
