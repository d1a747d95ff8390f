import { expect, it } from "vitest";
import { addDays, isNairobiDay, nairobiDayOf, startOfNairobiDay } from "./nairobi-day";

it.each(["2026-11-25", "2028-02-29", "2000-01-01", "2099-12-31"])("%s is a day", (text) => {
  expect(isNairobiDay(text)).toBe(true);
});

it.each([
  "",
  "2026-02-29",
  "2026-13-01",
  "2026-11-31",
  "0000-01-01",
  "25/11/2026",
  "2026-1-2",
  "2026-11-25T00:00",
  "２０２６-11-25",
])("%j is none", (text) => {
  expect(isNairobiDay(text)).toBe(false);
});

it("a day begins at 21:00 UTC of the day before", () => {
  expect(startOfNairobiDay("2026-11-25").toISOString()).toBe("2026-11-24T21:00:00.000Z");
  expect(nairobiDayOf(new Date("2026-11-24T20:59:59.999Z"))).toBe("2026-11-24");
  expect(nairobiDayOf(new Date("2026-11-24T21:00:00Z"))).toBe("2026-11-25");
});

it("days are counted over months and leap years", () => {
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
});
