import { expect, it } from "vitest";
import { ORDER_COLUMNS } from "./export-columns";
import { readExport } from "./read-export";
import { zonedTime } from "./zoned-time";

const read = (query: string) => readExport(new URLSearchParams(query), ORDER_COLUMNS);

it("holds every column, in Nairobi's time, where nothing is chosen", () => {
  expect(read("q=Tea")).toEqual({ columns: [...ORDER_COLUMNS], zone: "nairobi", hasMark: false });
});

it("holds what is chosen once, in the product's order", () => {
  expect(read("column=paid&column=time&column=paid&zone=utc&bom=1")).toEqual({
    columns: ["time", "paid"],
    zone: "utc",
    hasMark: true,
  });
});

it.each(["column=secret", "column=", "zone=mars", "bom=yes"])("does not offer %s", (query) => {
  expect(read(query)).toBeNull();
});

it("tells the time of the zone", () => {
  expect(zonedTime("2026-11-24T21:15:09.876Z", "nairobi")).toBe("2026-11-25 00:15:09");
  expect(zonedTime("2026-11-24T21:15:09.876Z", "utc")).toBe("2026-11-24 21:15:09");
});
