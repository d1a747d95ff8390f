import { describe, expect, it } from "vitest";
import { periodsOf } from "./periods";
import { NO_TAKINGS, sumPeriods } from "./sum-takings";

const spansOf = (today: string, period: string) =>
  periodsOf(today).find((known) => known.period === period);

describe("the periods of a day", () => {
  it("compares a Wednesday with the Wednesday before, up to the same time", () => {
    expect(periodsOf("2026-11-25")).toEqual([
      {
        period: "today",
        now: { from: "2026-11-25", to: "2026-11-25", partial: null },
        before: { from: "2026-11-24", to: "2026-11-23", partial: "2026-11-24" },
      },
      {
        period: "week",
        now: { from: "2026-11-23", to: "2026-11-25", partial: null },
        before: { from: "2026-11-16", to: "2026-11-17", partial: "2026-11-18" },
      },
      {
        period: "month",
        now: { from: "2026-11-01", to: "2026-11-25", partial: null },
        before: { from: "2026-10-01", to: "2026-10-24", partial: "2026-10-25" },
      },
    ]);
  });

  it("begins weeks on Monday, Sunday being the last day", () => {
    expect(spansOf("2026-11-29", "week")?.now.from).toBe("2026-11-23");
    expect(spansOf("2026-11-30", "week")?.now.from).toBe("2026-11-30");
  });

  it("takes the whole of a month that is shorter, over the turn of a year, and in a leap year", () => {
    const whole = { from: "2026-02-01", to: "2026-02-28", partial: null };
    expect(spansOf("2026-03-31", "month")?.before).toEqual(whole);
    expect(spansOf("2026-01-01", "month")?.before).toEqual({
      from: "2025-12-01",
      to: "2025-11-30",
      partial: "2025-12-01",
    });
    expect(spansOf("2028-03-29", "month")?.before.partial).toBe("2028-02-29");
    expect(spansOf("2027-03-29", "month")?.before.partial).toBeNull();
  });
});

it("sums whole days and the part of a day, and days without anything are nothing", () => {
  const day = (name: string, takingsKes: number) => ({
    ...NO_TAKINGS,
    day: name,
    takingsKes,
    payments: 1,
  });
  const days = ["2026-11-25", "2026-11-24", "2026-11-17", "2026-11-18", "2026-10-01"];
  const [today, week, month] = sumPeriods(
    "2026-11-25",
    days.map((name, n) => day(name, 10 ** n)),
    [day("2026-11-24", 3), day("2026-11-18", 7)],
  );
  expect([today?.now.takingsKes, today?.before.takingsKes]).toEqual([1, 3]);
  expect([week?.now.takingsKes, week?.before.takingsKes]).toEqual([11, 107]);
  expect([month?.now.takingsKes, month?.before.takingsKes]).toEqual([1_111, 10_000]);
  expect(month?.now.payments).toBe(4);
});
