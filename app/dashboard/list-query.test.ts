import { describe, expect, it } from "vitest";
import { changesAddress, movedListAddress } from "./list-query";

describe("an address of the dashboard's start", () => {
  it("with a filter is one of the payments list, as it was before", () => {
    expect(movedListAddress({ status: "paid" })).toBe("/dashboard/payments?status=paid");
    expect(movedListAddress({ q: "0712 345", before: "abc", other: "x" })).toBe(
      "/dashboard/payments?q=0712+345&before=abc",
    );
  });

  it("with nothing that the list knows stays", () => {
    for (const search of [{}, { other: "x" }, { status: "" }, { status: ["paid", "open"] }]) {
      expect(movedListAddress(search)).toBeNull();
    }
  });
});

describe("where a page of a list asks about itself", () => {
  it("has the list's filters and place", () => {
    const search = { status: "paid", before: "abc", after: ["x", "y"] };
    expect(changesAddress("/dashboard/orders", { status: "paid" }, search)).toBe(
      "/dashboard/orders/changes?status=paid&before=abc",
    );
  });
});
