import { expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { PAYMENT_FILTERS } from "./model";
import { queryOf, readFilter } from "./read-filter";

const read = (query: object) => readFilter(query, PAYMENT_FILTERS);
const nothing = {
  search: null,
  status: null,
  flag: null,
  fromDay: null,
  toDay: null,
  minKes: null,
  maxKes: null,
  shortcodeId: null,
};

it("reads every field as a person types it", () => {
  const shortcodeId = makeId("shortcode");
  const query = {
    q: " 0712 345 678 ",
    status: "paid",
    flag: "late",
    from: "2026-11-01",
    to: "2026-11-01",
    min: "1,000",
    max: "KES 1000",
    shortcode: shortcodeId,
    before: "b3JkX3g",
  };
  expect(read(query)).toMatchObject({
    filter: {
      search: "0712 345 678",
      status: "paid",
      flag: "late",
      fromDay: "2026-11-01",
      toDay: "2026-11-01",
      minKes: 1_000,
      maxKes: 1_000,
      shortcodeId,
    },
    problems: {},
  });
});

it("takes empty fields, and what is no text, for none", () => {
  const queries = [
    {},
    { q: "", from: " ", min: "" },
    { q: ["a", "b"], status: undefined, max: 5 },
    { q: "a\0b", flag: "\ud800" },
  ];
  for (const query of queries) {
    expect(read(query)).toMatchObject({ filter: nothing, problems: {} });
  }
});

it("names what is wrong beside its field, keeps what was typed, and filters by nothing then", () => {
  const query = {
    q: "x".repeat(121),
    status: "expired",
    flag: "odd",
    from: "2026-02-30",
    to: "yesterday",
    min: "12.50",
    max: "250001",
    shortcode: "174379",
  };
  const { typed, filter, problems } = read(query);
  expect(filter).toBeNull();
  expect(typed).toEqual(query);
  expect(problems).toEqual({
    q: "tooLong",
    status: "unknownChoice",
    flag: "unknownChoice",
    from: "notADay",
    to: "notADay",
    min: "notAnAmount",
    max: "notAnAmount",
    shortcode: "unknownChoice",
  });
});

it("refuses ranges that end before they begin", () => {
  const query = { from: "2026-11-02", to: "2026-11-01", min: "100", max: "99" };
  expect(read(query).problems).toEqual({ to: "beforeStart", max: "belowMinimum" });
});

it("hands on what was filled in, and nothing else", () => {
  expect(queryOf(read({ q: "Tea", min: "", odd: "1", to: "2026-11-01" }).typed)).toEqual({
    q: "Tea",
    to: "2026-11-01",
  });
});
