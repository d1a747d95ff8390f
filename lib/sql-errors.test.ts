import { describe, expect, it } from "vitest";
import { DatabaseTooSlow } from "./settle-within";
import { isDatabaseAway, isUniqueViolation, readSqlError } from "./sql-errors";

const driverError = (code: string, constraint?: string) =>
  Object.assign(new Error("params: secret"), { code, constraint });
/** As Drizzle wraps what the driver threw. */
const wrapped = (cause: unknown) =>
  Object.assign(new Error("Failed query", { cause }), { query: "select 1", params: ["secret"] });

describe("what Postgres said", () => {
  it("is found under Drizzle's wrapper", () => {
    const error = wrapped(driverError("23505", "payments_receipt"));
    expect(readSqlError(error)).toEqual({ code: "23505", constraint: "payments_receipt" });
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, "payments_receipt")).toBe(true);
    expect(isUniqueViolation(error, "attempts_one_live")).toBe(false);
  });

  it.each([
    null,
    undefined,
    "23505",
    { code: "23505" },
    new Error("no"),
    driverError("ECONNRESET"),
  ])("is nothing in %s", (error) => {
    expect(readSqlError(error)).toBeNull();
    expect(isUniqueViolation(error)).toBe(false);
  });

  it.each(["57P01", "08006", "53300", "57014", "58030", "40001", "55P03", "25006"])(
    "%s means try again",
    (code) => {
      expect(isDatabaseAway(wrapped(driverError(code)))).toBe(true);
    },
  );

  it.each(["23505", "42601", "22021", "23514"])("%s is an answer", (code) => {
    expect(isDatabaseAway(wrapped(driverError(code)))).toBe(false);
  });

  it.each(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"])(
    "a socket that broke with %s is no SQLSTATE, and means try again",
    (code) => {
      expect(readSqlError(wrapped(driverError(code)))).toBeNull();
      expect(isDatabaseAway(wrapped(driverError(code)))).toBe(true);
    },
  );

  it("a statement without an answer means try again, an error of our own does not", () => {
    expect(isDatabaseAway(wrapped(new Error("Connection terminated unexpectedly")))).toBe(true);
    expect(isDatabaseAway(new DatabaseTooSlow("no answer in time"))).toBe(true);
    expect(isDatabaseAway(new Error("a bug"))).toBe(false);
    expect(isDatabaseAway("57P01")).toBe(false);
  });
});
