import { describe, expect, it } from "vitest";
import { findPlaces, type Place, searchAddress } from "./choices";

const place = (name: string): Place => ({ name, href: `/${name}`, isFresh: false });
const PLACES = ["Home", "Payments", "Make a payment link", "Día"].map(place);
const found = (typed: string) => findPlaces(PLACES, typed).map(({ name }) => name);

describe("the places that are offered", () => {
  it("are all of them before anything is typed", () => {
    expect(found("  ")).toHaveLength(PLACES.length);
  });

  it("have a word that begins with each typed one, whatever its letters look like", () => {
    expect(found("pay")).toEqual(["Payments", "Make a payment link"]);
    expect(found("LI ma")).toEqual(["Make a payment link"]);
    expect(found("dia")).toEqual(["Día"]);
    expect(found("ome")).toEqual([]);
  });
});

describe("a search", () => {
  it("is an address of a list", () => {
    expect(searchAddress("payments", " 0712 & co ")).toBe("/dashboard/payments?q=0712+%26+co");
    expect(searchAddress("orders", " ")).toBeNull();
    expect(searchAddress("orders", "x".repeat(121))).toBeNull();
  });
});
